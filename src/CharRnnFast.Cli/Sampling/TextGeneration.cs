using CharRnnFast.Sampling;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Sampling;

/// <summary>Feeds the prime text to a model whose hidden state is 0, and writes what the model goes on with.</summary>
internal sealed class TextGeneration(Sampler sampler, Vocabulary vocabulary, SymbolOutput output)
{
    /// <summary>Generates.</summary>
    /// <param name="prime">Indices of the prime text's symbols; without any, a line feed is fed that is not written.</param>
    /// <param name="echo">Whether the prime text is written first.</param>
    /// <param name="length">Symbols to generate; 0: no end.</param>
    public void Run(int[] prime, bool echo, long length)
    {
        if (echo)
        {
            foreach (int symbol in prime) output.Write(vocabulary.BytesOf(symbol));
        }

        int[] fed = prime.Length > 0 ? prime : [Math.Max(vocabulary.IndexOf('\n'), 0)];
        foreach (int symbol in fed.AsSpan(..^1)) sampler.Feed(symbol);
        Generate(fed[^1], length);
        output.Finish();
    }

    private void Generate(int symbol, long length)
    {
        for (long i = 0; length == 0 || i < length; i++)
        {
            symbol = sampler.Next(symbol);
            output.Write(vocabulary.BytesOf(symbol));
        }
    }
}
