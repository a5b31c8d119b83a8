namespace CharRnnFast.Kernels;

/// <summary>The routines as plain loops for any width: with one lane, the definition of every result's bits.</summary>
/// <param name="columns">Columns computed, a multiple of 8.</param>
public sealed unsafe class PortableRoutines(int columns) : WidthRoutines(InstructionSet.Portable, columns, columns, updateRows: 1)
{
    /// <inheritdoc/>
    public override void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y)
    {
        for (nint column = 0; column < Columns; column++)
            y[column] = start[column];
        for (; terms > 0; terms--, w += wStep, x += xStep)
            for (nint column = 0; column < Columns; column++)
                y[column] = MathF.FusedMultiplyAdd(*x, w[column], y[column]);
    }

    /// <inheritdoc/>
    public override void Product(
        float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,
        float* start, nint startStep, float* c, nint cStep, int rows)
    {
        for (; rows > 0; rows--, a += rowStep, start += startStep, c += cStep)
            Chain(right, rightStep, a, termStep, terms, start, c);
    }

    /// <inheritdoc/>
    public override void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending)
    {
        for (nint column = 0; column < Columns; column++)
            g[column] = 0;
        Chain(right, Stride, a, termStep, terms, g, g);
    }
}
