using CharRnnFast.Memory;
using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>
/// The forward step of a model over activations of its own, without dropout: what sampling and evaluation are made of. In min-char-rnn's
/// network each step is a recurrence of its own, so that it sums in the order of t = 0. Allocates nothing after construction.
/// </summary>
internal sealed class ForwardPass : IDisposable
{
    private readonly Kernel _kernel;
    private readonly ModelMemory _model;
    private readonly Arena _arena;
    private Buffers _buffers;
    private bool _disposed;

    /// <summary>Reserves memory for activations.</summary>
    /// <param name="kernel">Computes the steps.</param>
    /// <param name="model">The weights.</param>
    /// <param name="rows">Steps at a time at most.</param>
    /// <exception cref="ArgumentException">The model was laid out for a kernel of other widths.</exception>
    public ForwardPass(Kernel kernel, ModelMemory model, int rows)
    {
        (_kernel, _model) = (kernel, model);
        Buffers buffers = model.Buffers;
        if ((buffers.HiddenStride, buffers.VocabStride) != (kernel.HiddenStride, kernel.VocabStride)
            || buffers.HiddenSize > kernel.Hidden || buffers.VocabSize > kernel.Vocab)
            throw new ArgumentException("The model was laid out for a kernel of other widths.", nameof(model));
        buffers.Shape = buffers.Shape with { SequenceLength = rows, BatchSize = 1 };
        buffers.Layers = [.. buffers.Layers];
        _arena = new((ref ArenaCursor cursor) =>
        {
            buffers.TakeActivations(ref cursor);
            buffers.TakeScores(ref cursor);
        });
        _buffers = buffers;
        StateLength = _buffers.StateArrays * _buffers.HiddenStride;
    }

    /// <summary>Elements of the state before row 0, of all layers.</summary>
    public int StateLength { get; }

    /// <summary>The symbols that the rows are fed, and those expected after them; indices in [0, V), which nothing checks again.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public Span<int> Inputs
    {
        get
        {
            ThrowIfDisposed();
            return _buffers.InputSpan;
        }
    }

    /// <inheritdoc cref="Inputs"/>
    public Span<int> Targets => _buffers.TargetSpan;

    /// <summary>After <see cref="ComputeLosses"/>: -ln p[target] of each row.</summary>
    public ReadOnlySpan<double> Losses => _buffers.RowLossSpan;

    /// <summary>Row 0 of the logits, or, after <see cref="ComputeSoftmax"/>, of the probabilities; V elements.</summary>
    public Span<float> Output => _buffers.LogitsRow(0);

    /// <summary>Sets the state before row 0 to 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void ResetState()
    {
        ThrowIfDisposed();
        for (int i = 0; i < _buffers.StateArrays; i++) _buffers.StateAt(i, 0).Clear();
    }

    /// <summary>Copies the state of stream 0 of the model before row 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void CopyState()
    {
        ThrowIfDisposed();
        for (int i = 0; i < _buffers.StateArrays; i++) _model.Buffers.StoredState(i).CopyTo(_buffers.StateAt(i, 0));
    }

    /// <summary>Copies the state before row 0 out, or back.</summary>
    /// <param name="state"><see cref="StateLength"/> elements.</param>
    /// <param name="isRestored">Whether it is copied back.</param>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void KeepState(Span<float> state, bool isRestored)
    {
        ThrowIfDisposed();
        for (int i = 0; i < _buffers.StateArrays; i++, state = state[_buffers.HiddenStride..])
        {
            Span<float> own = _buffers.StateAt(i, 0);
            if (isRestored) state[..own.Length].CopyTo(own);
            else own.CopyTo(state);
        }
    }

    /// <summary>Runs the recurrence over one symbol, whose successor is not wanted.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void Feed(int symbol)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)symbol, (uint)_buffers.VocabSize, nameof(symbol));
        Inputs[0] = symbol;
        Advance(1);
    }

    /// <summary>
    /// Runs the recurrences over the first <paramref name="rows"/> inputs; their last state becomes that before row 0.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void Advance(int rows)
    {
        ThrowIfDisposed();
        int rowsAtOnce = _buffers.Shape.IsSeedNetwork ? 1 : rows;
        for (int layer = 0; layer < _buffers.Layers.Length; layer++)
        {
            LayerRows all = _buffers.RowsOf(layer, _buffers.Shape.Group(0));
            for (int row = 0; row < rows; row += rowsAtOnce)
            {
                LayerRows some = all.Select(row, rowsAtOnce);
                some.FirstStep = 0;
                _kernel.ForwardLayer(_buffers, some, 0, 1);
            }
        }

        for (int i = 0; i < _buffers.StateArrays; i++) _buffers.StateAt(i, rows).CopyTo(_buffers.StateAt(i, 0));
    }

    /// <summary>Logits of the first <paramref name="rows"/> rows, from the outputs that <see cref="Advance"/> left.</summary>
    public void ComputeLogits(int rows) => _kernel.Logits(_buffers, 0, rows);

    /// <summary>Row 0 of the logits to probabilities, in place.</summary>
    public void ComputeSoftmax() => _kernel.Softmax(_buffers, 0, 1);

    /// <summary>Losses of the first <paramref name="rows"/> rows from their logits and targets.</summary>
    public void ComputeLosses(int rows) => _kernel.SoftmaxCrossEntropy(_buffers, 0, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _arena.Dispose();
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed || _model.IsDisposed, this);
}
