namespace CharRnnFast.Kernels;

/// <summary>
/// Makes the source generator compile the widths of a model into the project: routines of <paramref name="hidden"/> and of <paramref
/// name="vocab"/> columns, each rounded up to a multiple of 8, for every instruction set. <c>RnnKernelTable</c> lists them.
/// </summary>
/// <param name="hidden">A hidden size H, 1 to 1024.</param>
/// <param name="vocab">A vocabulary size V, 2 to 8192; over 256 it stands for the widths 256 and that of the rest.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RnnKernelAttribute(int hidden, int vocab) : Attribute
{
    /// <summary>A hidden size H.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>A vocabulary size V.</summary>
    public int Vocab { get; } = vocab;
}
