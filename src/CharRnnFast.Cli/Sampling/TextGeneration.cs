using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Sampling;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Sampling;

/// <summary>
/// Feeds the prime text to a model whose hidden state is 0, and writes what the model goes on with. From the stored state a line feed is
/// fed first, before a prime text too: the state stands in the middle of a line. For a prime text without a symbol, a line feed is fed
/// that is not written, or the first symbol where there is no line feed.
/// </summary>
internal sealed class TextGeneration(Sampler sampler, StartState state, PrimeText prime, StopText? stop, ISampleOutput output)
{
    /// <summary>Generates samples of a length at most, 0: without a limit, each from a seed one above the one before.</summary>
    public void Run(long seed, long count, long length)
    {
        output.Begin(0, seed);
        int last = FeedAllButLast();
        sampler.KeepHiddenState();
        for (long number = 0; number < count; number++)
        {
            if (number > 0) BeginAgain(number, seed + number);
            output.EndPrime();
            sampler.RestoreHiddenState();
            sampler.Seed(seed + number);
            Generate(last, length);
            output.End();
        }
    }

    // What is fed is written at once: a large model takes seconds for a long text.
    private int FeedAllButLast()
    {
        int last = -1;
        if (state == StartState.Stored) sampler.BeginStored(prime.Symbols > 0);
        prime.ForEach(symbol =>
        {
            output.WritePrime(sampler.Vocabulary.BytesOf(symbol));
            if (last >= 0) sampler.Feed(last);
            last = symbol;
        });
        return last >= 0 ? last : sampler.FirstSymbol;
    }

    private void BeginAgain(long number, long seed)
    {
        output.Begin(number, seed);
        prime.ForEach(symbol => output.WritePrime(sampler.Vocabulary.BytesOf(symbol)));
    }

    private void Generate(int symbol, long length)
    {
        stop?.Reset();
        for (long i = 0; length == 0 || i < length; i++)
        {
            symbol = sampler.Next(symbol);
            output.Write(sampler.Vocabulary.BytesOf(symbol));
            if (stop is not null && stop.Add(symbol)) return;
        }
    }
}
