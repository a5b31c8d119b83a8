namespace CharRnnFast.Kernels;

/// <summary>Rows of weights whose gradient waits in L1 to be clipped and applied, register by register.</summary>
public unsafe struct PendingUpdate
{
    /// <summary>The row of the next register: its gradient, weights and Adagrad memory.</summary>
    public float* Gradient, Weights, Memory;

    /// <summary>What the update needs in every lane: see <see cref="Adagrad{TLanes, TVector}"/>.</summary>
    public float* Settings;

    /// <summary>The next register's first column.</summary>
    public nint Column;

    /// <summary>Registers left.</summary>
    public nint Registers;
}
