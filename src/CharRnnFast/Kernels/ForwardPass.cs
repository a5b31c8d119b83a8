using CharRnnFast.Model;

namespace CharRnnFast.Kernels;

/// <summary>
/// The forward step of a model, symbol by symbol, over activations of its own: what sampling and evaluation are made of. The products over
/// rows are those of <see cref="ForwardPass{TKernel}"/>. Allocates nothing after construction.
/// </summary>
internal abstract class ForwardPass : IDisposable
{
    private readonly ModelMemory _model;
    private readonly Arena _arena;
    private protected Buffers Buffers;
    private protected Buffers Step;
    private bool _disposed;

    private protected ForwardPass(ModelMemory model, int rows)
    {
        _model = model;
        Buffers buffers = model.Buffers;
        (buffers.SequenceLength, buffers.BatchSize) = (rows, 1);
        _arena = new((ref ArenaCursor cursor) =>
        {
            buffers.TakeActivations(ref cursor);
            buffers.TakeScores(ref cursor);
        });
        Step = Buffers = buffers;
    }

    /// <summary>The hidden state before row 0, as the kernel lays it out.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public Span<float> HiddenState
    {
        get
        {
            ThrowIfDisposed();
            return Buffers.FirstHidden;
        }
    }

    /// <summary>The symbols that the rows are fed, and those expected after them; indices in [0, V), which nothing checks again.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public Span<int> Inputs
    {
        get
        {
            ThrowIfDisposed();
            return Buffers.InputSpan;
        }
    }

    /// <inheritdoc cref="Inputs"/>
    public Span<int> Targets => Buffers.TargetSpan;

    /// <summary>After <see cref="ComputeLosses"/>: -ln p[target] of each row.</summary>
    public ReadOnlySpan<double> Losses => Buffers.RowLossSpan;

    /// <summary>Row 0 of the logits, or, after <see cref="ComputeSoftmax"/>, of the probabilities; V elements.</summary>
    public Span<float> Output => Buffers.LogitsRow(0);

    /// <summary>Sets the hidden state before row 0 to 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void ResetHiddenState()
    {
        HiddenState.Clear();
        GC.KeepAlive(this);
    }

    /// <summary>Copies the hidden state of stream 0 of the model before row 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void CopyHiddenState()
    {
        ThrowIfDisposed();
        _model.Buffers.FirstHidden[..Buffers.HiddenStride].CopyTo(HiddenState);
        GC.KeepAlive(this);
    }

    /// <summary>Runs the recurrence over one symbol, whose successor is not wanted.</summary>
    /// <param name="symbol">Index in [0, V), which nothing checks again.</param>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void Feed(int symbol)
    {
        Inputs[0] = symbol;
        Advance(1);
    }

    /// <summary>Runs the recurrence over the first <paramref name="rows"/> inputs; their last hidden state becomes that before row 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the pass or of the model is freed.</exception>
    public void Advance(int rows)
    {
        ThrowIfDisposed();
        for (int row = 0; row < rows; row++)
        {
            Step.SelectSteps(Buffers, row, 1);
            RunRecurrence();
        }

        Step.LastHidden.CopyTo(HiddenState);
        GC.KeepAlive(this);
    }

    /// <summary>Logits of the first <paramref name="rows"/> rows, from the hidden states that <see cref="Advance"/> left.</summary>
    public void ComputeLogits(int rows)
    {
        RunLogits(rows);
        GC.KeepAlive(this);
    }

    /// <summary>Row 0 of the logits to probabilities, in place.</summary>
    public void ComputeSoftmax()
    {
        RunSoftmax();
        GC.KeepAlive(this);
    }

    /// <summary>Losses of the first <paramref name="rows"/> rows from their logits and targets.</summary>
    public void ComputeLosses(int rows)
    {
        RunSoftmaxCrossEntropy(rows);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _arena.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void RunRecurrence();

    private protected abstract void RunLogits(int rows);

    private protected abstract void RunSoftmax();

    private protected abstract void RunSoftmaxCrossEntropy(int rows);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed || _model.IsDisposed, this);
}
