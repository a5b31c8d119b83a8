namespace CharRnnFast.Model;

/// <summary>The rows of one stream's steps.</summary>
/// <param name="First">That of step 0.</param>
/// <param name="Step">From each to the next.</param>
internal readonly record struct RowSequence(int First, int Step)
{
    /// <summary>The row of a step.</summary>
    public int this[int t] => First + (t * Step);
}
