namespace CharRnnFast.Kernels;

/// <summary>
/// The three loops that a step spends its time in, for rows of a fixed number of columns on one instruction set. Every row stands at a
/// stride that the caller gives, in floats; all arrays may be read and written up to the next multiple of 16 columns, where padding stays
/// as it is, becomes 0, or what padding gives. Each output sums its terms one at a time, in the order in which the caller walks, a fused
/// multiply-add each.
/// </summary>
/// <param name="instructionSet">The instruction set.</param>
/// <param name="columns">Columns computed, a multiple of 8.</param>
/// <param name="stride">Floats between rows of a matrix of this width: what suits the caches, at least the columns.</param>
/// <param name="updateRows">Rows of weights that <see cref="Update"/> takes at once, 1 to <see cref="MaxUpdateRows"/>.</param>
public abstract unsafe class WidthRoutines(InstructionSet instructionSet, int columns, int stride, int updateRows)
{
    /// <summary>The most rows of weights that an update may take at once.</summary>
    public const int MaxUpdateRows = 8;

    /// <summary>The instruction set.</summary>
    public InstructionSet InstructionSet { get; } = instructionSet;

    /// <summary>Columns computed, a multiple of 8.</summary>
    public int Columns { get; } = columns;

    /// <summary>Floats between rows of a matrix of this width.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows of weights that <see cref="Update"/> takes at once.</summary>
    public int UpdateRows { get; } = updateRows;

    /// <summary>Matrix-vector product: y = start + sum over k of x[k * xStep] * w[k * wStep].</summary>
    /// <param name="w">First row of the matrix.</param>
    /// <param name="wStep">Floats to the row of the next term; negative to walk down.</param>
    /// <param name="x">First factor.</param>
    /// <param name="xStep">Floats to the next one.</param>
    /// <param name="terms">Terms of each sum, at least 1.</param>
    /// <param name="start">What the sums begin with, a row; may be <paramref name="y"/>.</param>
    /// <param name="y">Receives the sums, a row.</param>
    public abstract void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y);

    /// <summary>Matrix product: c[r] = start[r] + sum over k of a[r * rowStep + k * termStep] * right[k].</summary>
    /// <param name="a">First element of the left factor.</param>
    /// <param name="rowStep">Floats to its next row.</param>
    /// <param name="termStep">Floats to its next term.</param>
    /// <param name="terms">Terms of each sum, at least 1.</param>
    /// <param name="right">First row of the right factor.</param>
    /// <param name="rightStep">Floats to its next row, which is the next term's.</param>
    /// <param name="start">What the sums begin with.</param>
    /// <param name="startStep">Floats to the next row's; 0 where one row starts all.</param>
    /// <param name="c">First row of the result; may be <paramref name="start"/>.</param>
    /// <param name="cStep">Floats to its next row.</param>
    /// <param name="rows">Rows of the result, at least 0.</param>
    public abstract void Product(
        float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,
        float* start, nint startStep, float* c, nint cStep, int rows);

    /// <summary>
    /// Outer products: g[r] = sum over k of a[r + k * termStep] * right[k] for <see cref="UpdateRows"/> rows. Meanwhile, registers of
    /// weights whose gradient is known are updated: their divisions overlap with the multiply-adds. All rows stand at <see cref="Stride"/>:
    /// with a stride given, the loop keeps two of its pointers on the stack (a tenth of the update's time at H = 100 on Zen 5).
    /// </summary>
    /// <param name="a">First element of the left factor.</param>
    /// <param name="termStep">Floats to its next term.</param>
    /// <param name="terms">Terms of each sum, at least 1.</param>
    /// <param name="right">First row of the right factor.</param>
    /// <param name="g">Receives the sums.</param>
    /// <param name="pending">Weights to be updated; as many of their registers as there is time for are, and it moves past them.</param>
    public abstract void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending);
}
