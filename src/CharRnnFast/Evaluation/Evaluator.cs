using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Training;

namespace CharRnnFast.Evaluation;

/// <summary>
/// Scores a text by a model: the first symbol is given, each later one costs -ln of the probability that the model gave it. The text comes
/// in pieces of any length; the sum does not depend on how it is cut. Allocates nothing after construction.
/// </summary>
public sealed class Evaluator : IDisposable
{
    /// <summary>Symbols scored at a time: enough for the products over rows, and little memory even at the largest sizes.</summary>
    private const int Rows = 64;

    private const int None = -1;

    private readonly ForwardPass _pass;
    private int _last = None;

    /// <summary>An evaluator over the weights of a trainer as they stand at each call; activations are its own.</summary>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public Evaluator(Trainer trainer)
        : this(trainer.Kernel, trainer.Model)
    {
    }

    /// <summary>An evaluator over the weights of a model; activations are its own.</summary>
    /// <param name="kernel">Computes the steps.</param>
    /// <param name="model">The weights, laid out for a kernel of the same widths.</param>
    /// <exception cref="ArgumentException">The model was laid out for a kernel of other widths.</exception>
    internal Evaluator(Kernel kernel, ModelMemory model) => _pass = new(kernel, model, Rows);

    /// <summary>What has been scored since <see cref="Begin"/>.</summary>
    public EvaluationResult Result { get; private set; }

    /// <summary>Starts a text: hidden state 0, nothing given yet.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the evaluator or of the model is freed.</exception>
    public void Begin()
    {
        _pass.ResetState();
        Clear();
    }

    /// <summary>Starts a text from the hidden state of stream 0 of the model, which is left alone.</summary>
    /// <exception cref="ObjectDisposedException">The memory of the evaluator or of the model is freed.</exception>
    public void BeginStored()
    {
        _pass.CopyState();
        Clear();
    }

    /// <summary>Feeds a symbol that stands before the text: it is neither scored nor given to what follows.</summary>
    /// <param name="symbol">Index in [0, V).</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public void Feed(int symbol) => _pass.Feed(symbol);

    /// <summary>Goes on with the text.</summary>
    /// <param name="symbols">Indices in [0, V).</param>
    /// <exception cref="ArgumentException">One is not.</exception>
    /// <exception cref="ObjectDisposedException">The memory of the evaluator or of the model is freed.</exception>
    public void Add(ReadOnlySpan<int> symbols)
    {
        if (symbols.ContainsAnyExceptInRange(0, _pass.Output.Length - 1))
            throw new ArgumentException("Indices in [0, V) are expected.", nameof(symbols));
        if (_last == None && symbols.Length > 0)
        {
            _last = symbols[0];
            symbols = symbols[1..];
        }

        for (int rows; symbols.Length > 0; symbols = symbols[rows..])
        {
            rows = Math.Min(symbols.Length, Rows);
            Score(symbols[..rows]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();

    private void Clear()
    {
        _last = None;
        Result = default;
    }

    private void Score(ReadOnlySpan<int> symbols)
    {
        int rows = symbols.Length;
        _pass.Inputs[0] = _last;
        symbols[..^1].CopyTo(_pass.Inputs[1..]);
        symbols.CopyTo(_pass.Targets);
        _last = symbols[^1];

        _pass.Advance(rows);
        _pass.ComputeLogits(rows);
        _pass.ComputeLosses(rows);
        double nats = Result.Nats;
        foreach (double loss in _pass.Losses[..rows])
            nats += loss;
        Result = new(Result.Symbols + rows, nats);
    }
}
