using CharRnnFast.Memory;
using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>
/// The forward step of a model, symbol by symbol, over activations of its own: what sampling and evaluation are made of. Each step is a
/// recurrence of its own, so that it sums in the order of t = 0. Allocates nothing after construction.
/// </summary>
internal sealed class ForwardPass : IDisposable
{
    private readonly Kernel _kernel;
    private readonly ModelMemory _model;
    private readonly Arena _arena;
    private Buffers _buffers;
    private Buffers _step;
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
        (buffers.SequenceLength, buffers.BatchSize) = (rows, 1);
        _arena = new((ref ArenaCursor cursor) =>
        {
            buffers.TakeActivations(ref cursor);
            buffers.TakeScores(ref cursor);
        });
        _step = _buffers = buffers;
    }

    /// <summary>The hidden state before row 0, as the kernel lays it out.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public Span<float> HiddenState
    {
        get
        {
            ThrowIfDisposed();
            return _buffers.FirstHidden;
        }
    }

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

    /// <summary>Sets the hidden state before row 0 to 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void ResetHiddenState() => HiddenState.Clear();

    /// <summary>Copies the hidden state of stream 0 of the model before row 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void CopyHiddenState()
    {
        ThrowIfDisposed();
        _model.Buffers.FirstHidden[.._buffers.HiddenStride].CopyTo(HiddenState);
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
    /// Runs the recurrence over the first <paramref name="rows"/> inputs; their last hidden state becomes that before row 0.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void Advance(int rows)
    {
        ThrowIfDisposed();
        for (int row = 0; row < rows; row++)
        {
            _step.SelectSteps(_buffers, row, 1);
            _kernel.ForwardRecurrence(_step, 0, 1);
        }

        _step.LastHidden.CopyTo(HiddenState);
    }

    /// <summary>Logits of the first <paramref name="rows"/> rows, from the hidden states that <see cref="Advance"/> left.</summary>
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
