using CharRnnFast.Evaluation;
using CharRnnFast.Text;

namespace CharRnnFast.Training;

/// <summary>The held-out symbols that validations score: the first 16384, or all where there are fewer.</summary>
public sealed class HeldOutText
{
    private const int MostSymbols = 16384;

    private readonly int[] _symbols;

    /// <summary>Takes the symbols out of a text.</summary>
    public HeldOutText(Corpus corpus, TextSplit split)
    {
        _symbols = new int[Math.Min(split.HeldOut, MostSymbols)];
        corpus.Read(split.Training, _symbols);
    }

    /// <summary>Bits per symbol of a model on them, from hidden state 0. Allocates nothing.</summary>
    public double BitsPerSymbol(Evaluator model)
    {
        model.Begin();
        model.Add(_symbols);
        return model.Result.BitsPerSymbol;
    }
}
