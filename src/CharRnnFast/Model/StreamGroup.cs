namespace CharRnnFast.Model;

/// <summary>
/// Streams whose rows stand together: row T*First + t*Count + (b - First) belongs to step t of stream b. A gradient is one chain over a
/// group's rows, and the groups' gradients are added up pairwise.
/// </summary>
/// <param name="First">The first stream.</param>
/// <param name="Count">Streams, 1 to <see cref="MaxStreams"/>.</param>
internal readonly record struct StreamGroup(int First, int Count)
{
    /// <summary>Streams of every group but the last.</summary>
    public const int MaxStreams = 32;

    /// <summary>The stream after the last.</summary>
    public int End => First + Count;

    /// <summary>What the group has of streams [begin, end), counted from its first.</summary>
    public (int Begin, int End) Within(int begin, int end) => (Math.Max(begin, First) - First, Math.Min(end, End) - First);
}
