namespace CharRnnFast.Sampling;

/// <summary>Generates symbols from a model; the step itself is in <c>Sampler&lt;TKernel&gt;</c>. Allocates nothing after construction.</summary>
public abstract class Sampler : IDisposable
{
    /// <summary>0: always the most likely symbol (the first of equals). 1: the model's own distribution.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>Starts the generator of random numbers.</summary>
    public void Seed(long seed) => throw new NotSupportedException();

    /// <summary>The generator for a sample shown while training: from seed and iteration.</summary>
    public void Seed(long seed, long iteration) => throw new NotSupportedException();

    /// <summary>Sets the hidden state to 0.</summary>
    public void ResetHiddenState() => throw new NotSupportedException();

    /// <summary>Copies the hidden state of stream 0 of the model, as it stands.</summary>
    public void CopyHiddenState() => throw new NotSupportedException();

    /// <summary>Feeds a symbol whose successor is not wanted (prime text).</summary>
    public abstract void Feed(int symbol);

    /// <summary>Feeds a symbol, draws the next one with one random number and returns its index.</summary>
    public abstract int Next(int symbol);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);
}
