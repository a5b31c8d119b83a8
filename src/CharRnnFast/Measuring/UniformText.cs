using CharRnnFast.Random;
using CharRnnFast.Text;

namespace CharRnnFast.Measuring;

/// <summary>A text of symbols drawn with equal probabilities: no model can learn it, so its steps stay the same for ever.</summary>
internal static class UniformText
{
    private const int MinSymbols = 100_000;
    private const int Seed = 1;

    // From here on there are 55,168 scalar values in a row: a vocabulary of any size that a kernel holds.
    private const int FirstScalar = 0x80;

    /// <summary>A text over a vocabulary of any size, long enough for a step of any batch.</summary>
    public static Corpus Create(int vocabSize, int symbolsOfStep)
    {
        Vocabulary vocabulary = new(TextEncoding.Utf8, [.. Enumerable.Range(FirstScalar, vocabSize)]);
        Xoshiro256StarStar random = new((ulong)Seed);
        MemoryStream text = new();
        for (int i = 0; i < Math.Max(MinSymbols, 2 * symbolsOfStep); i++)
            text.Write(vocabulary.BytesOf((int)(random.Uniform() * vocabSize)));
        return new TextLoader(vocabulary).LoadBytes(text.ToArray(), "the uniform text").Corpus;
    }
}
