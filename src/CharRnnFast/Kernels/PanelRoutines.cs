using System.Runtime.CompilerServices;

namespace CharRnnFast.Kernels;

/// <summary>
/// Rows over a vocabulary of more than <see cref="PanelColumns"/> symbols: panels of that width side by side, and one of the rest. Each
/// output sums its terms as in one panel, and needs no code of its own.
/// </summary>
internal sealed unsafe class PanelRoutines : WidthRoutines
{
    /// <summary>Columns of all panels but the last, a multiple of 16: no panel's last register reaches into the next one.</summary>
    public const int PanelColumns = 256;

    // Floats of a 64-byte line.
    private const int Line = 16;

    private readonly WidthRoutines[] _panels;

    /// <summary>Panels side by side.</summary>
    /// <param name="panel">Routines of <see cref="PanelColumns"/> columns.</param>
    /// <param name="count">How many of them, at least 1.</param>
    /// <param name="rest">Routines of the columns after them; null: none.</param>
    public PanelRoutines(WidthRoutines panel, int count, WidthRoutines? rest)
        : base(panel.InstructionSet, ColumnsOf(count, rest), StrideOf(ColumnsOf(count, rest)), updateRows: 1)
    {
        _panels = new WidthRoutines[count + (rest is null ? 0 : 1)];
        Array.Fill(_panels, panel);
        if (rest is not null) _panels[count] = rest;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y)
    {
        foreach (WidthRoutines panel in _panels)
        {
            panel.Chain(w, wStep, x, xStep, terms, start, y);
            w += PanelColumns;
            start += PanelColumns;
            y += PanelColumns;
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
            right += PanelColumns;
            start += PanelColumns;
            c += PanelColumns;
        }
    }

    /// <inheritdoc/>
    public override void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending)
    {
        new Span<float>(g, Columns).Clear();
        Chain(right, Stride, a, termStep, terms, g, g);
    }

    private static int ColumnsOf(int count, WidthRoutines? rest) => (count * PanelColumns) + (rest?.Columns ?? 0);

    // An odd number of lines, as of rows of one panel.
    private static int StrideOf(int columns) => (((columns + Line - 1) / Line) | 1) * Line;
}
