namespace CharRnnFast.Kernels;

/// <summary>
/// Makes the source generator add the kernels of one size to a partial struct: a nested type for each instruction set, and an entry in
/// <c>RnnKernelTable</c>.
/// </summary>
/// <param name="hidden">Largest hidden size H the kernel holds, 1 to 1024.</param>
/// <param name="vocab">Largest vocabulary size V the kernel holds, 2 to 1024.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class RnnKernelAttribute(int hidden, int vocab) : Attribute
{
    /// <summary>Largest hidden size H the kernel holds.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>Largest vocabulary size V the kernel holds.</summary>
    public int Vocab { get; } = vocab;
}
