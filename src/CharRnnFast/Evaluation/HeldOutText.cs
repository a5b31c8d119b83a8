using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Evaluation;

/// <summary>The held-out symbols that validations score: the first 16384, or all where there are fewer.</summary>
internal sealed class HeldOutText
{
    private const int MaxSymbols = 16384;

    private readonly int[] _symbols;
    private readonly int _lineFeed;

    /// <summary>Takes the symbols out of a text.</summary>
    public HeldOutText(Corpus corpus, TextSplit split)
    {
        _symbols = new int[Math.Min(split.HeldOut, MaxSymbols)];
        corpus.Read(split.Training, _symbols);
        _lineFeed = corpus.Vocabulary.IndexOf('\n');
    }

    /// <summary>
    /// Bits per symbol of a model on them, from the hidden state that stream 0 is in, after a line feed where the vocabulary has one:
    /// training hardly ever sees state 0, from which a saturated network can settle elsewhere. Allocates nothing.
    /// </summary>
    public double BitsPerSymbol(Evaluator model)
    {
        model.BeginStored();
        if (_lineFeed >= 0) model.Feed(_lineFeed);
        model.Add(_symbols);
        return model.Result.BitsPerSymbol;
    }
}
