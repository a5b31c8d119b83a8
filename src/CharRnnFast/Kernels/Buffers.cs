namespace CharRnnFast.Kernels;

/// <summary>The arena's typed view: pointers that only kernels dereference.</summary>
public unsafe struct Buffers
{
    /// <summary>H.</summary>
    public int HiddenSize;
}
