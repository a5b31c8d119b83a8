using CharRnnFast.Evaluation;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Evaluation;

/// <summary>
/// Walks over a text and has a model score it, as a whole or line by line. Symbols outside the vocabulary are left out and counted.
/// </summary>
internal sealed class TextEvaluation(Evaluator evaluator, Vocabulary vocabulary, StartState state)
{
    private const int BlockSymbols = 4096;

    private readonly int[] _indices = new int[BlockSymbols];
    private readonly int _lineFeed = vocabulary.IndexOf('\n');

    /// <summary>Symbols left out of what was scored last.</summary>
    public long UnknownSymbols { get; private set; }

    /// <summary>What was scored last.</summary>
    public EvaluationResult Result => evaluator.Result;

    /// <summary>Scores a whole text: its first symbol is given.</summary>
    public void Run(SymbolStream text)
    {
        Begin();
        if (state == StartState.Stored && _lineFeed >= 0) evaluator.Feed(_lineFeed);
        int[] block = new int[BlockSymbols];
        for (int count; (count = text.Read(block)) > 0;) Add(block.AsSpan(0, count));
    }

    /// <summary>
    /// Scores each line on its own: from the same state, after a line feed where the vocabulary has one, its own end included, which the
    /// last may lack. Called are <c>afterLine</c> with the line's number, from 1, and <c>beforeWait</c> before more of the text is read.
    /// </summary>
    public void RunPerLine(SymbolStream text, Action<long> afterLine, Action beforeWait)
    {
        int[] block = new int[BlockSymbols];
        long line = 0;
        bool isOpen = false;
        for (int count; (count = text.Read(block)) > 0; beforeWait())
        {
            for (ReadOnlySpan<int> rest = block.AsSpan(0, count); !rest.IsEmpty;)
            {
                if (!isOpen) BeginLine();
                int end = rest.IndexOf('\n');
                ReadOnlySpan<int> part = end < 0 ? rest : rest[..(end + 1)];
                Add(part);
                rest = rest[part.Length..];
                isOpen = end < 0;
                if (!isOpen) afterLine(++line);
            }
        }

        if (isOpen) afterLine(line + 1);
    }

    private void BeginLine()
    {
        Begin();
        UnknownSymbols = 0;
        if (_lineFeed >= 0) evaluator.Add([_lineFeed]);
    }

    private void Begin()
    {
        if (state == StartState.Stored) evaluator.BeginStored();
        else evaluator.Begin();
    }

    private void Add(ReadOnlySpan<int> symbols)
    {
        int known = 0;
        foreach (int symbol in symbols)
        {
            int index = vocabulary.IndexOf(symbol);
            if (index >= 0) _indices[known++] = index;
        }

        UnknownSymbols += symbols.Length - known;
        evaluator.Add(_indices.AsSpan(0, known));
    }
}
