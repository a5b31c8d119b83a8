using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Sampling;

/// <summary>Generates symbols from a model. <see cref="Feed"/> and <see cref="Next"/> allocate nothing.</summary>
public sealed class Sampler : IDisposable
{
    private readonly ForwardPass _pass;
    private readonly ModelMemory? _owned;
    private readonly CandidateFilter _filter;
    private readonly float[] _kept;
    private Xoshiro256StarStar _random;

    /// <summary>A sampler over the weights of a trainer as they stand at each call; activations are its own.</summary>
    /// <param name="trainer">The model.</param>
    /// <param name="vocabulary">Of the text that it is trained on.</param>
    /// <exception cref="ArgumentException">The vocabulary has another size than the model.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public Sampler(Trainer trainer, Vocabulary vocabulary)
        : this(trainer.Kernel, trainer.Model, vocabulary)
    {
    }

    /// <summary>A sampler over the weights of a model; activations are its own.</summary>
    /// <param name="kernel">Computes the steps.</param>
    /// <param name="model">The weights, laid out for a kernel of the same widths.</param>
    /// <param name="vocabulary">The model's symbols.</param>
    /// <param name="ownsModel">Whether the model is freed with the sampler.</param>
    /// <exception cref="ArgumentException">
    /// The model was laid out for a kernel of other widths, or the vocabulary has another size.
    /// </exception>
    internal Sampler(Kernel kernel, ModelMemory model, Vocabulary vocabulary, bool ownsModel = false)
    {
        if (vocabulary.Count != model.Shape.VocabSize)
            throw new ArgumentException("The vocabulary has another size than the model.", nameof(vocabulary));
        Vocabulary = vocabulary;
        _owned = ownsModel ? model : null;
        _pass = new(kernel, model, rows: 1);
        _filter = new(_pass.Output.Length);
        _kept = new float[_pass.StateLength];
        Seed(0);
    }

    // A file of another program may have none: generation starts from 0 then.
    private bool HasState { get; init; } = true;

    /// <summary>The model's symbols.</summary>
    public Vocabulary Vocabulary { get; }

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

    /// <summary>How many of the most likely symbols are drawn from; 0: all. Taken after the temperature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int TopK
    {
        get => _filter.TopK;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _filter.TopK = value;
        }
    }

    /// <summary>
    /// Symbols are drawn from the smallest set of most likely ones whose probability reaches this, over 0 up to 1; 1: from all. Taken over
    /// what top-k leaves, renormalised.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or less, over 1, or NaN.</exception>
    public double TopP
    {
        get => _filter.TopP;
        set
        {
            if (!(value > 0 && value <= 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A share of the probability is over 0 and at most 1.");
            _filter.TopP = value;
        }
    }

    /// <summary>A sampler over the model in a file, whose weights it holds until it is disposed.</summary>
    /// <param name="path">Of a checkpoint, which is closed again.</param>
    /// <param name="kernels">To choose a kernel from.</param>
    /// <exception cref="CharRnnException">
    /// Missing, unreadable, damaged, or not a model; or no kernel holds it: the message says what to add.
    /// </exception>
    public static Sampler Load(string path, KernelTable kernels)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        Kernel kernel = kernels.For(checkpoint.HiddenSize, checkpoint.VocabSize);
        ModelMemory model = checkpoint.LoadWeights(kernel);
        return new(kernel, model, checkpoint.Metadata.Vocabulary, ownsModel: true) { HasState = checkpoint.HasState };
    }

    /// <summary>What the model goes on with, from the hidden state that training is in, as the command <c>sample</c> does.</summary>
    /// <param name="prime">Fed first, after a line feed where the vocabulary has one; may be empty.</param>
    /// <param name="length">Symbols to generate, at least 0.</param>
    /// <returns>The text generated, without <paramref name="prime"/>.</returns>
    /// <exception cref="CharRnnException">The vocabulary lacks a symbol of <paramref name="prime"/>, which the message names.</exception>
    public string Generate(string prime, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int[] given = Vocabulary.Encode(prime), generated = new int[length];
        if (HasState) BeginStored(given.Length > 0);
        else ResetHiddenState();
        int last = FirstSymbol;
        for (int i = 0; i < given.Length; last = given[i++])
            if (i > 0) Feed(last);
        foreach (ref int symbol in generated.AsSpan()) symbol = last = Next(last);
        return Vocabulary.Decode(generated);
    }

    /// <summary>Starts the generator of random numbers.</summary>
    public void Seed(long seed) => _random = new((ulong)seed);

    /// <summary>Starts the generator for a sample shown while training, from the run's seed and the steps done.</summary>
    internal void Seed(long seed, long iteration)
    {
        SplitMix64 mixer = new((ulong)seed);
        _random = new(mixer.Next() ^ (ulong)iteration);
    }

    /// <summary>Sets the hidden state to 0.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the sampler or of the model is freed.</exception>
    public void ResetHiddenState() => _pass.ResetState();

    /// <summary>Copies the hidden state of stream 0 of the model.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the sampler or of the model is freed.</exception>
    public void CopyHiddenState() => _pass.CopyState();

    /// <summary>
    /// Starts where training stands: from the hidden state of stream 0. It stands in the middle of a line, so a line feed is fed where the
    /// vocabulary has one.
    /// </summary>
    /// <param name="hasPrime">Whether a text is fed next; else the line feed is the symbol to begin with.</param>
    internal void BeginStored(bool hasPrime)
    {
        CopyHiddenState();
        if (hasPrime && Vocabulary.TryIndexOf('\n', out int lineFeed)) Feed(lineFeed);
    }

    /// <summary>What is fed if no text is: a line feed, or the first symbol if the vocabulary has none.</summary>
    internal int FirstSymbol => Math.Max(Vocabulary.IndexOf('\n'), 0);

    /// <summary>Keeps the hidden state for <see cref="RestoreHiddenState"/>.</summary>
    internal void KeepHiddenState() => _pass.KeepState(_kept, isRestored: false);

    /// <summary>Goes back to the hidden state kept last; 0 before the first.</summary>
    internal void RestoreHiddenState() => _pass.KeepState(_kept, isRestored: true);

    /// <summary>Feeds a symbol whose successor is not wanted: prime text.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the sampler or of the model is freed.</exception>
    public void Feed(int symbol) => _pass.Feed(symbol);

    /// <summary>Feeds a symbol and draws the next one with one random number.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <returns>Index of the next symbol.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside of [0, V).</exception>
    /// <exception cref="ObjectDisposedException">The memory of the sampler or of the model is freed.</exception>
    public int Next(int symbol)
    {
        Feed(symbol);
        _pass.ComputeLogits(1);
        return Choose(_random.Uniform());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pass.Dispose();
        _owned?.Dispose();
    }

    private int Choose(double draw)
    {
        Span<float> row = _pass.Output;
        if (Temperature == 0)
            return MostLikely(row);
        if (!_filter.KeepsAll)
            _filter.Rank(row);
        if (Temperature != 1)
            Scale(row);
        _pass.ComputeSoftmax();
        if (!_filter.KeepsAll)
            _filter.Apply(row);
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

    // The maximum goes first: a small temperature would overflow the others' differences to minus infinity, which is right, and not the
    // maximum.
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
