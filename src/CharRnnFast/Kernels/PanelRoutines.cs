using System.Runtime.CompilerServices;

namespace CharRnnFast.Kernels;

/// <summary>
/// Rows of several widths side by side: over a vocabulary of more than <see cref="PanelColumns"/> symbols panels of that width and one of
/// the rest, and parts of rows that no width holds. Each output sums its terms as in one panel, and needs no code of its own.
/// </summary>
internal sealed unsafe class PanelRoutines : WidthRoutines
{
    /// <summary>Columns of all panels of a vocabulary but the last.</summary>
    public const int PanelColumns = 256;

    // Floats of a 64-byte line.
    private const int Line = 16;

    private readonly WidthRoutines[] _panels;

    /// <summary>Panels side by side.</summary>
    /// <param name="panels">At least one; the columns of all but the last are a multiple of 16.</param>
    public PanelRoutines(WidthRoutines[] panels)
        : base(panels[0].InstructionSet, ColumnsOf(panels), StrideOf(ColumnsOf(panels)), updateRows: 1) => _panels = panels;

    /// <summary>Whether a panel may stand where so many columns are left: its last register must not reach into the next panel.</summary>
    public static bool Fits(WidthRoutines panel, int left) =>
        panel.Columns == left || (panel.Columns < left && panel.Columns % Line == 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y)
    {
        foreach (WidthRoutines panel in _panels)
        {
            panel.Chain(w, wStep, x, xStep, terms, start, y);
            w += panel.Columns;
            start += panel.Columns;
            y += panel.Columns;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Product(
        float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,
        float* start, nint startStep, float* c, nint cStep, int rows)
    {
        foreach (WidthRoutines panel in _panels)
        {
            panel.Product(a, rowStep, termStep, terms, right, rightStep, start, startStep, c, cStep, rows);
            right += panel.Columns;
            start += panel.Columns;
            c += panel.Columns;
        }
    }

    /// <inheritdoc/>
    public override void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending)
    {
        new Span<float>(g, Columns).Clear();
        Chain(right, Stride, a, termStep, terms, g, g);
    }

    private static int ColumnsOf(WidthRoutines[] panels)
    {
        int columns = 0;
        foreach (WidthRoutines panel in panels) columns += panel.Columns;
        return columns;
    }

    // An odd number of lines, as of rows of one panel.
    private static int StrideOf(int columns) => (((columns + Line - 1) / Line) | 1) * Line;
}
