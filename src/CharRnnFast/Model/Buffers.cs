using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Memory;
using CharRnnFast.Numerics;

namespace CharRnnFast.Model;

/// <summary>
/// The arena's typed view: sizes, and pointers that only kernels dereference. HS and VS are the strides of rows of H and V elements, in
/// floats.
/// All padding holds +0 and keeps it, except <see cref="By"/> beyond V, which holds minus infinity. Row t*B + b belongs to step t of stream
/// b.
/// </summary>
internal unsafe struct Buffers
{
    /// <summary>Rows of matrices are padded to a multiple of this, so that the transpositions have whole blocks of 8 x 8.</summary>
    private const int RowMultiple = 8;

    private const long MaxFusedFloats = 1 << 16;

    // Four registers of at most 16 floats.
    private const int SettingsFloats = 64;

    /// <summary>H, V, T, B.</summary>
    public int HiddenSize, VocabSize, SequenceLength, BatchSize;

    /// <summary>Threads, each of which has scratch of its own.</summary>
    public int Threads;

    /// <summary>HS and VS, in floats.</summary>
    public int HiddenStride, VocabStride;

    /// <summary>Adagrad's learning rate and the bound of the clipping.</summary>
    public float LearningRate, Clip;

    /// <summary>
    /// Parameters. Wxh and Whh stand column by column, [V][HS] and [H][HS], Why row by row, [V][HS]. The transposed copies are the other
    /// way round: Whh row by row [H][HS], for the backward recurrence, Why column by column [H][VS], for the logits. Biases.
    /// </summary>
    public float* Wxh, Whh, WhhTransposed, Why, WhyTransposed, Bh, By;

    /// <summary>Adagrad memory, laid out like the parameters.</summary>
    public float* MWxh, MWhh, MWhy, MBh, MBy;

    /// <summary>
    /// Gradients, laid out like the parameters; <see cref="DWhh"/> and <see cref="DWhy"/> only where they are stored whole.
    /// </summary>
    public float* DWxh, DWhh, DWhy, DBh, DBy;

    /// <summary>Hidden states [(T+1)*B][HS]: rows 0..B-1 are those before the first step.</summary>
    public float* Hidden;

    /// <summary>Logits, then probabilities, then dY [T*B][VS].</summary>
    public float* Logits;

    /// <summary>Gradient into h from the outputs [T*B][HS], and da, that into the pre-activation [T*B][HS].</summary>
    public float* DHidden, DActivation;

    /// <summary>
    /// A thread's scratch for the gradients of a few rows of weights, twice [WidthRoutines.MaxUpdateRows][HS]: one is summed while the
    /// other is applied.
    /// </summary>
    public float* Strip;

    /// <summary>A thread's scratch for what an update needs in every lane: clip, -clip, learning rate, epsilon, a register each.</summary>
    public float* Settings;

    /// <summary>Each row's largest logit, and the sum of its exponentials [T*B].</summary>
    public float* RowMaxima, RowSums;

    /// <summary>A row of zeros, as long as the longer stride.</summary>
    public float* Zero;

    /// <summary>Symbols in and out [T*B], and marks by symbol [V], all 0 between operations.</summary>
    public int* Inputs, Targets, Marks;

    /// <summary>-ln p[target] [T*B].</summary>
    public double* RowLosses;

    /// <summary>
    /// Whether updates keep gradients in registers and a strip: always for one stream, for several where a walk over the activations of all
    /// T*B rows stays in L2. Else whole gradients are stored: then a panel of columns does.
    /// </summary>
    public readonly bool FusesUpdates => BatchSize == 1 || (long)Rows * HiddenStride <= MaxFusedFloats;

    /// <summary>Rows of activations, T*B.</summary>
    public readonly int Rows => SequenceLength * BatchSize;

    /// <summary>A row of an array of rows of H elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float* HiddenRow(float* array, int row) => array + ((nint)row * HiddenStride);

    /// <summary>The hidden states after the step of a row: those before the first step are left out.</summary>
    internal readonly float* HiddenAfter(int row) => HiddenRow(Hidden, BatchSize + row);

    /// <summary>A row of logits.</summary>
    internal readonly float* LogitsAt(int row) => Logits + ((nint)row * VocabStride);

    /// <summary>Takes the arrays of the model that <paramref name="parts"/> names.</summary>
    internal void TakeModel(ref ArenaCursor cursor, BufferParts parts)
    {
        TakeLikeParameters(ref cursor, true, out Wxh, out Whh, out Why, out Bh, out By);
        WhyTransposed = cursor.Floats(Padded(HiddenSize), VocabStride);
        WhhTransposed = cursor.Floats(Padded(HiddenSize), HiddenStride);
        if (parts < BufferParts.Training)
        {
            Hidden = cursor.Floats(BatchSize, HiddenStride);
            return;
        }

        TakeLikeParameters(ref cursor, true, out MWxh, out MWhh, out MWhy, out MBh, out MBy);
        bool storesGradients = parts == BufferParts.TrainingWithGradients || !FusesUpdates;
        TakeLikeParameters(ref cursor, storesGradients, out DWxh, out DWhh, out DWhy, out DBh, out DBy);
        DHidden = cursor.Floats(Rows, HiddenStride);
        DActivation = cursor.Floats(Rows, HiddenStride);
        Strip = cursor.Floats((long)Threads * 2 * WidthRoutines.MaxUpdateRows, HiddenStride);
        Settings = cursor.Floats(Threads, SettingsFloats);
        Marks = cursor.Integers(VocabSize);
        TakeScores(ref cursor);
    }

    /// <summary>Takes what a forward pass over T steps needs besides the parameters.</summary>
    internal void TakeActivations(ref ArenaCursor cursor)
    {
        Hidden = cursor.Floats((long)(SequenceLength + 1) * BatchSize, HiddenStride);
        Logits = cursor.Floats(Rows, VocabStride);
        RowMaxima = cursor.Floats(Rows, 1);
        RowSums = cursor.Floats(Rows, 1);
        Zero = cursor.Floats(1, Math.Max(HiddenStride, VocabStride));
        Inputs = cursor.Integers(Rows);
    }

    /// <summary>Takes what it needs besides to compare its outputs with the symbols expected.</summary>
    internal void TakeScores(ref ArenaCursor cursor)
    {
        Targets = cursor.Integers(Rows);
        RowLosses = cursor.Doubles(Rows);
    }

    /// <summary>
    /// Makes this, a copy of <paramref name="all"/>, the view of a forward recurrence over some of its steps alone; B is 1.
    /// </summary>
    /// <param name="all">All steps.</param>
    /// <param name="step">The first, whose sums will run in the order of step 0.</param>
    /// <param name="count">How many.</param>
    internal void SelectSteps(in Buffers all, int step, int count)
    {
        SequenceLength = count;
        Hidden = all.Hidden + ((nint)step * HiddenStride);
        Inputs = all.Inputs + step;
    }

    /// <summary>Makes this copy the view of one thread, with its own scratch.</summary>
    internal void SelectThread(int thread)
    {
        Strip += (nint)thread * 2 * WidthRoutines.MaxUpdateRows * HiddenStride;
        Settings += (nint)thread * SettingsFloats;
    }

    /// <summary>Minus infinity in <see cref="By"/> beyond V: exp makes it +0 in every kernel that is wider than the model.</summary>
    internal readonly void MaskMissingSymbols() =>
        new Span<float>(By + VocabSize, VocabStride - VocabSize).Fill(float.NegativeInfinity);

    /// <summary>Whh as it is stored, transposed: dWhh' = h_{t-1}' da.</summary>
    internal readonly WeightMatrix Recurrent => new()
    {
        Rows = HiddenSize,
        Left = Hidden,
        LeftStride = HiddenStride,
        Right = DActivation,
        Weights = Whh,
        Memory = MWhh,
        Gradient = DWhh,
        Transposed = WhhTransposed,
        TransposedStride = HiddenStride,
    };

    /// <summary>Why: dWhy = dY' h_t.</summary>
    internal readonly WeightMatrix Output => new()
    {
        Rows = VocabSize,
        Left = Logits,
        LeftStride = VocabStride,
        Right = HiddenAfter(0),
        Weights = Why,
        Memory = MWhy,
        Gradient = DWhy,
        Transposed = WhyTransposed,
        TransposedStride = VocabStride,
    };

    /// <summary>Brings the transposed copies of Whh and Why up to date.</summary>
    internal readonly void Transpose()
    {
        foreach (WeightMatrix w in (ReadOnlySpan<WeightMatrix>)[Recurrent, Output])
            Transposition<Lanes1, float>.Copy(w.Weights, HiddenStride, w.Transposed, w.TransposedStride, w.Rows, HiddenSize);
    }

    /// <summary>A tensor in the checkpoint's shape over the padded, partly transposed array that holds it.</summary>
    public readonly TensorView View(ModelTensor tensor) => tensor switch
    {
        ModelTensor.Wxh => InputLike(Wxh),
        ModelTensor.Whh => RecurrentLike(Whh),
        ModelTensor.Why => OutputLike(Why),
        ModelTensor.bh => HiddenLike(Bh, 1),
        ModelTensor.by => new(By, 1, VocabSize, VocabStride, false),
        ModelTensor.mWxh => InputLike(MWxh),
        ModelTensor.mWhh => RecurrentLike(MWhh),
        ModelTensor.mWhy => OutputLike(MWhy),
        ModelTensor.mbh => HiddenLike(MBh, 1),
        ModelTensor.mby => new(MBy, 1, VocabSize, VocabStride, false),
        ModelTensor.hprev => HiddenLike(Hidden, BatchSize),
        _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor, null),
    };

    /// <summary>The gradient of one of the five parameters.</summary>
    public readonly TensorView Gradient(ModelTensor parameter) => parameter switch
    {
        ModelTensor.Wxh => InputLike(DWxh),
        ModelTensor.Whh => RecurrentLike(DWhh),
        ModelTensor.Why => OutputLike(DWhy),
        ModelTensor.bh => HiddenLike(DBh, 1),
        ModelTensor.by => new(DBy, 1, VocabSize, VocabStride, false),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, null),
    };

    /// <summary>
    /// The whole of <see cref="DWxh"/>, whose rows otherwise keep what the last step in which their symbol occurred left there.
    /// </summary>
    public readonly Span<float> InputGradient => new(DWxh, VocabSize * HiddenStride);

    /// <summary>The symbols fed in and those expected, [T*B].</summary>
    public readonly Span<int> InputSpan => new(Inputs, Rows);

    /// <inheritdoc cref="InputSpan"/>
    public readonly Span<int> TargetSpan => new(Targets, Rows);

    /// <summary>The losses of the rows, [T*B].</summary>
    public readonly ReadOnlySpan<double> RowLossSpan => new(RowLosses, Rows);

    /// <summary>The first V elements of a row of logits or probabilities.</summary>
    public readonly Span<float> LogitsRow(int row) => new(LogitsAt(row), VocabSize);

    /// <summary>Hidden states before the first step, [B][HS].</summary>
    public readonly Span<float> FirstHidden => new(Hidden, BatchSize * HiddenStride);

    /// <summary>Hidden states after the last step, [B][HS].</summary>
    public readonly Span<float> LastHidden => new(HiddenRow(Hidden, Rows), BatchSize * HiddenStride);

    private readonly TensorView InputLike(float* start) => new(start, HiddenSize, VocabSize, HiddenStride, true);

    private readonly TensorView RecurrentLike(float* start) => new(start, HiddenSize, HiddenSize, HiddenStride, true);

    private readonly TensorView OutputLike(float* start) => new(start, VocabSize, HiddenSize, HiddenStride, false);

    private readonly TensorView HiddenLike(float* start, int rows) => new(start, rows, HiddenSize, HiddenStride, false);

    private readonly void TakeLikeParameters(
        ref ArenaCursor cursor, bool whole, out float* wxh, out float* whh, out float* why, out float* bh, out float* by)
    {
        wxh = cursor.Floats(VocabSize, HiddenStride);
        whh = whole ? cursor.Floats(Padded(HiddenSize), HiddenStride) : null;
        why = whole ? cursor.Floats(Padded(VocabSize), HiddenStride) : null;
        bh = cursor.Floats(1, HiddenStride);
        by = cursor.Floats(1, VocabStride);
    }

    private static int Padded(int rows) => (rows + RowMultiple - 1) / RowMultiple * RowMultiple;
}
