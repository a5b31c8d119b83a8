namespace CharRnnFast.Model;

/// <summary>
/// What a layer computes for one group of streams: row t*Streams + i belongs to step t of the group's stream i. Rows are HS floats apart.
/// </summary>
internal unsafe struct LayerRows
{
    /// <summary>The layer, from 0.</summary>
    public int Layer;

    /// <summary>The streams.</summary>
    public StreamGroup Group;

    /// <summary>Steps, and the first of them in the sequence.</summary>
    public int Steps, FirstStep;

    /// <summary>How many of the steps another one of the sequence follows: all, or all but the last.</summary>
    public int StepsWithNext;

    /// <summary>HS in floats.</summary>
    public nint Stride;

    /// <summary>
    /// The first of the columns that are computed: pointers to what a unit has of its own are at it, the input's are not.
    /// </summary>
    public nint Column;

    /// <summary>Floats from the array of one gate to that of the next.</summary>
    public nint GateStep;

    /// <summary>Symbols fed to the first layer; else null.</summary>
    public int* Symbols;

    /// <summary>Output of the layer below, and the gradient into it; null for the first layer.</summary>
    public float* Input, DInput;

    /// <summary>Hidden and cell states; the first rows are those before the first step.</summary>
    public float* Hidden, Cells;

    /// <summary>Pre-activations, which become gates; those of a tanh layer its hidden states.</summary>
    public float* Gates;

    /// <summary>Gradients of the pre-activations, a GRU's fourth array that of q.</summary>
    public float* DGates;

    /// <summary>tanh of the cell states after each step.</summary>
    public float* TanhCells;

    /// <summary>Gradient into the hidden states.</summary>
    public float* DHidden;

    /// <summary>What comes back through the cell states to the step before, a row for each stream.</summary>
    public float* DCell;

    /// <summary>Output of the layer and the factors of its dropout; null without dropout.</summary>
    public float* Dropped, DropoutFactors;

    /// <summary>Streams.</summary>
    public readonly int Streams => Group.Count;

    /// <summary>The states of all units: the factors of the recurrent weights.</summary>
    public readonly float* States => Hidden - Column;

    /// <summary>The gradients of all units, likewise.</summary>
    public readonly float* Gradients => DGates - Column;

    /// <summary>The same over some of the steps.</summary>
    /// <param name="step">The first.</param>
    /// <param name="count">Their number.</param>
    public readonly LayerRows Select(int step, int count)
    {
        LayerRows rows = this;
        nint skipped = (nint)step * Streams, floats = skipped * Stride;
        (rows.Steps, rows.FirstStep, rows.StepsWithNext) = (count, FirstStep + step, Math.Min(count, StepsWithNext - step));
        if (Symbols != null) rows.Symbols += skipped;
        if (Input != null) rows.Input += floats;
        if (DInput != null) rows.DInput += floats;
        rows.Hidden += floats;
        rows.Gates += floats;
        rows.DGates += floats;
        rows.DHidden += floats;
        if (Cells != null) rows.Cells += floats;
        if (TanhCells != null) rows.TanhCells += floats;
        if (Dropped != null) rows.Dropped += floats;
        if (DropoutFactors != null) rows.DropoutFactors += floats;
        return rows;
    }

    /// <summary>The same from one of the columns on, a multiple of 16; what is computed ends with the routines' columns.</summary>
    public readonly LayerRows SelectColumns(nint column)
    {
        LayerRows rows = this;
        rows.Column += column;
        if (DInput != null) rows.DInput += column;
        rows.Hidden += column;
        rows.Gates += column;
        rows.DGates += column;
        rows.DHidden += column;
        if (Cells != null) rows.Cells += column;
        if (TanhCells != null) rows.TanhCells += column;
        rows.DCell += column;
        if (Dropped != null) rows.Dropped += column;
        if (DropoutFactors != null) rows.DropoutFactors += column;
        return rows;
    }
}
