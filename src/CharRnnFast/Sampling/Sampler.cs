using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;

namespace CharRnnFast.Sampling;

/// <summary>Generates symbols from a model; the forward step itself is in <see cref="Sampler{TKernel}"/>. Allocates nothing after construction.</summary>
public abstract class Sampler : IDisposable
{
    private readonly ModelMemory _model;
    private readonly Arena _arena;
    private protected Buffers Buffers;
    private Xoshiro256StarStar _random;
    private bool _disposed;

    private protected Sampler(ModelMemory model)
    {
        _model = model;
        Buffers buffers = model.Buffers;
        (buffers.SequenceLength, buffers.BatchSize) = (1, 1);
        _arena = new((ref ArenaCursor cursor) => buffers.TakeActivations(ref cursor));
        Buffers = buffers;
        Seed(0);
    }

    /// <summary>0: always the most likely symbol, the first of equals. 1: the model's own distribution. At least 0, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Temperature
    {
        get;
        set
        {
            if (!(value >= 0 && value <= double.MaxValue))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A temperature is at least 0 and finite.");
            field = value;
        }
    } = 1;

    /// <summary>Starts the generator of random numbers.</summary>
    public void Seed(long seed) => _random = new((ulong)seed);

    /// <summary>Starts the generator for a sample shown while training, from the run's seed and the steps done.</summary>
    public void Seed(long seed, long iteration)
    {
        SplitMix64 mixer = new((ulong)seed);
        _random = new(mixer.Next() ^ (ulong)iteration);
    }

    /// <summary>Sets the hidden state to 0.</summary>
    public void ResetHiddenState()
    {
        ThrowIfDisposed();
        Buffers.FirstHidden.Clear();
        GC.KeepAlive(this);
    }

    /// <summary>Copies the hidden state of stream 0 of the model.</summary>
    /// <exception cref="InvalidOperationException">The model holds weights only.</exception>
    public void CopyHiddenState()
    {
        ThrowIfDisposed();
        if (!_model.Has(ModelTensor.hprev))
            throw new InvalidOperationException("A model of weights only has no hidden state.");
        _model.Buffers.FirstHidden[..Buffers.HiddenStride].CopyTo(Buffers.FirstHidden);
        GC.KeepAlive(this);
    }

    /// <summary>Feeds a symbol whose successor is not wanted: prime text.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <exception cref="ObjectDisposedException">The memory of the sampler or of the model is freed.</exception>
    public void Feed(int symbol)
    {
        ThrowIfDisposed();
        Buffers.InputSpan[0] = symbol;
        Forward();
        Buffers.LastHidden.CopyTo(Buffers.FirstHidden);
        GC.KeepAlive(this);
    }

    /// <summary>Feeds a symbol and draws the next one with one random number.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <returns>Index of the next symbol.</returns>
    public int Next(int symbol)
    {
        Feed(symbol);
        ComputeLogits();
        double draw = _random.Uniform();
        int next = Choose(draw);
        GC.KeepAlive(this);
        return next;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _arena.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One step of the recurrence from the input symbol.</summary>
    private protected abstract void Forward();

    /// <summary>Logits from the last hidden state, which <see cref="Feed"/> left in both rows.</summary>
    private protected abstract void ComputeLogits();

    /// <summary>Logits to probabilities, in place.</summary>
    private protected abstract void ComputeSoftmax();

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed || _model.IsDisposed, this);

    private int Choose(double draw)
    {
        Span<float> row = Buffers.LogitsRow(0);
        if (Temperature == 0)
            return MostLikely(row);
        if (Temperature != 1)
            Scale(row);
        ComputeSoftmax();
        return Draw(row, draw);
    }

    private static int MostLikely(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int v = 1; v < row.Length; v++)
            if (row[v] > row[best])
                best = v;
        return best;
    }

    // The maximum goes first: a small temperature would overflow the others' differences to minus infinity, which is right, and not the maximum.
    private void Scale(Span<float> row)
    {
        float maximum = row[MostLikely(row)];
        float factor = (float)Math.Min(1 / Temperature, float.MaxValue);
        foreach (ref float logit in row)
            logit = (logit - maximum) * factor;
    }

    // Inverse transform over the float32 probabilities, summed in float64 in index order.
    private static int Draw(ReadOnlySpan<float> probabilities, double draw)
    {
        double total = 0;
        foreach (float probability in probabilities)
            total += probability;

        double threshold = draw * total, sum = 0;
        int last = 0;
        for (int v = 0; v < probabilities.Length; v++)
        {
            if (probabilities[v] == 0)
                continue;
            sum += probabilities[v];
            if (sum > threshold)
                return v;
            last = v;
        }
        return last;
    }
}
