using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using Xunit;

namespace CharRnnFast.Tests.Text;

public sealed class PrimeTextTests
{
    private static readonly Vocabulary Letters = new(TextEncoding.Utf8, ['\n', 'a', 'b', 0xE4]);

    [Fact]
    public void SymbolsBecomeIndices()
    {
        Assert.Equal([2, 3, 1, 0], PrimeText.Encode(Letters, "bäa\n"u8));
        Assert.Equal([1, 1], PrimeText.Encode(new Vocabulary(TextEncoding.Bytes, [0x80, 0xFF]), [0xFF, 0xFF]));
        Assert.Empty(PrimeText.Encode(Letters, ""u8));
    }

    [Fact]
    public void AnUnknownSymbolIsNamedAndAShortVocabularyListed()
    {
        Assert.Equal("the model never saw 'z' (U+007A); use only \\nabä", Failure.MessageOf(() => PrimeText.Encode(Letters, "abz"u8)));
        Vocabulary bytes = new(TextEncoding.Bytes, [0x0A, 0x80]);
        Assert.Equal("the model never saw byte 0x61; use only 0x0A 0x80", Failure.MessageOf(() => PrimeText.Encode(bytes, "a"u8)));
        Vocabulary longer = new(TextEncoding.Utf8, [.. Enumerable.Range(' ', 101)]);
        Assert.Contains("symbols of the text it was trained on", Failure.MessageOf(() => PrimeText.Encode(longer, "語"u8)));
        Assert.Contains("byte offset 1;", Failure.MessageOf(() => PrimeText.Encode(Letters, [0x61, 0xFF])));
    }
}
