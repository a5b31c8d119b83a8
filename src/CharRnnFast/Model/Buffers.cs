using System.Numerics;
using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Random;

namespace CharRnnFast.Model;

/// <summary>
/// The arena's typed view: sizes, and pointers that only kernels dereference. HS and VS are the strides of rows of H and V elements, in
/// floats. All padding holds +0 and keeps it, except that of the output bias, which holds minus infinity, and padding of gates. Activations
/// [T*B] stand in groups of streams: see <see cref="StreamGroup"/>.
/// </summary>
internal unsafe partial struct Buffers
{
    /// <summary>Rows of matrices are padded to a multiple of this, so that the transpositions have whole blocks of 8 x 8.</summary>
    private const int RowMultiple = 8;

    private const long MaxFusedFloats = 1 << 16;

    // Four registers of at most 16 floats.
    private const int SettingsFloats = 64;

    /// <summary>The run's sizes.</summary>
    public ModelShape Shape;

    /// <summary>Threads, each of which has scratch of its own.</summary>
    public int Threads;

    /// <summary>HS and VS, in floats.</summary>
    public int HiddenStride, VocabStride;

    /// <summary>The learning rate and the bound of the clipping.</summary>
    public float LearningRate, Clip;

    /// <summary>Of this update of Adam: the learning rate over 1 - 0.9^n, and 1 over the root of 1 - 0.999^n.</summary>
    public float StepSize, RootScale;

    /// <summary>What this step's dropout keeps.</summary>
    public DropoutMask DropoutMask;

    /// <summary>The layers, the one that is fed the symbols first.</summary>
    public LayerBuffers[] Layers;

    /// <summary>All that is updated, in a fixed order.</summary>
    public WeightMatrix[] Matrices;

    /// <summary>Output weights row by row [V][HS], and the biases [VS].</summary>
    public Parameter Output, OutputBias;

    /// <summary>Output weights column by column [H][VS], for the logits.</summary>
    public float* OutputTransposed;

    /// <summary>States before the next step [L][B][HS]; cell states only of an LSTM.</summary>
    public float* HiddenStates, CellStates;

    /// <summary>Logits, then probabilities, then dY [T*B][VS].</summary>
    public float* Logits;

    /// <summary>Scratch of the backward recurrences: what comes back through cell states [L][B][HS].</summary>
    public float* DCell;

    /// <summary>A thread's scratch for the gradients of some rows of weights, for one more of each bit of the number of groups.</summary>
    public float* Strip;

    /// <summary>A thread's scratch for what an update needs in every lane: clip, -clip, learning rate, epsilon, a register each.</summary>
    public float* Settings;

    /// <summary>Each row's largest logit, and the sum of its exponentials [T*B].</summary>
    public float* RowMaxima, RowSums;

    /// <summary>A row of zeros, as long as the longer stride, and a factor of 1.</summary>
    public float* Zero, One;

    /// <summary>Symbols in and out [T*B].</summary>
    public int* Inputs, Targets;

    /// <summary>
    /// The rows of each group by the symbol that is fed in there, ascending [T*B]; and where those of each symbol begin [groups][V+1].
    /// </summary>
    public int* SymbolRows, SymbolStarts;

    /// <summary>-ln p[target] [T*B].</summary>
    public double* RowLosses;

    /// <summary>H.</summary>
    public readonly int HiddenSize => Shape.HiddenSize;

    /// <summary>V.</summary>
    public readonly int VocabSize => Shape.VocabSize;

    /// <summary>Rows of activations, T*B.</summary>
    public readonly int Rows => Shape.Rows;

    /// <summary>
    /// Whether Adagrad's updates are overlapped with the gradients of the next rows: of one group of streams, where a walk over the
    /// activations of all its rows stays in L2. Else a strip of rows takes all terms, a panel of them at a time.
    /// </summary>
    public readonly bool FusesUpdates => Shape.Optimizer == Optimizer.Adagrad && Shape.Groups == 1
        && (Shape.BatchSize == 1 || (long)Rows * HiddenStride <= MaxFusedFloats);

    /// <summary>Rows of weights whose gradients have scratch at once; of updates not fused, a multiple of the tiles' heights.</summary>
    public readonly int StripRows => FusesUpdates ? 2 * WidthRoutines.MaxUpdateRows : Rows <= 64 ? 40 : 120;

    /// <summary>Floats of a strip: its rows of H elements, and one of V elements, whose padding is elsewhere.</summary>
    public readonly nint StripFloats => ((nint)StripRows * HiddenStride) + VocabStride;

    // Gradients of 1, 2, 4 ... groups at a time, and one more to be added.
    private readonly int Strips => 32 - BitOperations.LeadingZeroCount((uint)Shape.Groups);

    /// <summary>The layer that feeds the output.</summary>
    public readonly ref readonly LayerBuffers LastLayer => ref Layers[^1];

    /// <summary>The output weights among <see cref="Matrices"/>.</summary>
    public readonly ref readonly WeightMatrix OutputMatrix => ref Matrices[^2];

    /// <summary>A row of an array of rows of H elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float* HiddenRow(float* array, int row) => array + ((nint)row * HiddenStride);

    /// <summary>A row of logits.</summary>
    internal readonly float* LogitsAt(int row) => Logits + ((nint)row * VocabStride);

    /// <summary>What a layer passes up, in groups.</summary>
    internal readonly ActivationRows OutputOf(int layer)
    {
        ref readonly LayerBuffers l = ref Layers[layer];
        return l.Dropped != null
            ? new(l.Dropped, HiddenStride, Shape.SequenceLength)
            : new(l.Hidden, HiddenStride, Shape.SequenceLength + 1, 1);
    }

    /// <summary>The rows of one group of streams in a layer's arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly LayerRows RowsOf(int layer, StreamGroup group)
    {
        ref readonly LayerBuffers l = ref Layers[layer];
        int steps = Shape.SequenceLength;
        nint first = (nint)steps * group.First * HiddenStride, states = (nint)(steps + 1) * group.First * HiddenStride;
        float* hidden = l.Hidden + states;
        return new()
        {
            Layer = layer,
            Group = group,
            Steps = steps,
            StepsWithNext = steps - 1,
            Stride = HiddenStride,
            GateStep = (nint)Rows * HiddenStride,
            Symbols = layer == 0 ? Inputs + ((nint)steps * group.First) : null,
            Input = layer == 0 ? null : OutputOf(layer - 1).Of(group),
            DInput = layer == 0 ? null : Layers[layer - 1].DHidden + first,
            Hidden = hidden,
            Cells = l.Cells == null ? null : l.Cells + states,
            Gates = l.Gates == null ? hidden + ((nint)group.Count * HiddenStride) : l.Gates + first,
            DGates = (l.Gates == null ? l.DActivation : l.Gates) + first,
            TanhCells = l.TanhCells == null ? null : l.TanhCells + first,
            DHidden = l.DHidden + first,
            DCell = DCell + ((((nint)layer * Shape.BatchSize) + group.First) * HiddenStride),
            Dropped = l.Dropped == null ? null : l.Dropped + first,
            DropoutFactors = l.DropoutFactors == null ? null : l.DropoutFactors + first,
        };
    }

    /// <summary>Makes this copy the view of one thread, with its own scratch.</summary>
    internal void SelectThread(int thread)
    {
        Strip += thread * Strips * StripFloats;
        Settings += (nint)thread * SettingsFloats;
    }

    /// <summary>Rows of a matrix with whole blocks for the transpositions.</summary>
    internal static int Padded(int rows) => (rows + RowMultiple - 1) / RowMultiple * RowMultiple;
}
