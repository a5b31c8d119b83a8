using System.Text;
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
        Assert.Equal([2, 3, 1, 0], Indices(Letters, "bäa\n"u8));
        Assert.Equal([1, 1], Indices(new Vocabulary(TextEncoding.Bytes, [0x80, 0xFF]), [0xFF, 0xFF]));
        Assert.Empty(Indices(Letters, ""u8));
    }

    [Fact]
    public void AnUnknownSymbolIsNamedAndAShortVocabularyListed()
    {
        Assert.Equal(
            "the model never saw 'z' (U+007A); use only \\nabä, or leave it out",
            Failure.MessageOf(() => Indices(Letters, "abz"u8)));
        Vocabulary bytes = new(TextEncoding.Bytes, [0x0A, 0x80]);
        Assert.StartsWith(
            "the model never saw byte 0x61; use only 0x0A 0x80", Failure.MessageOf(() => Indices(bytes, "a"u8)), StringComparison.Ordinal);
        Vocabulary longer = new(TextEncoding.Utf8, [.. Enumerable.Range(' ', 101)]);
        Assert.Contains("symbols of the text it was trained on", Failure.MessageOf(() => Indices(longer, "語"u8)));
        Assert.Contains("byte offset 1;", Failure.MessageOf(() => Indices(Letters, [0x61, 0xFF])));
    }

    [Fact]
    public void AUtf16TextWithoutAMarkIsToldHowToConvertIt()
    {
        const string Convert = " is UTF-16LE, as it looks, convert it with iconv -f UTF-16LE -t UTF-8";
        byte[] wide = Encoding.Unicode.GetBytes("abba abba");
        Assert.Equal(
            $"the model never saw '\\u0000' (U+0000); if the prime text{Convert}, else use only \\nab\u00E4, or leave it out",
            Failure.MessageOf(() => Indices(Letters, wide)));
        string invalid = Failure.MessageOf(() => Indices(Letters, Encoding.Unicode.GetBytes("\u00E4bba abba")));
        Assert.EndsWith($"at byte offset 0; if it{Convert}", invalid, StringComparison.Ordinal);
        Assert.Equal("UTF-16LE", new PrimeText(new MemoryStream(wide), Letters, UnknownSymbols.Skip).UnmarkedEncoding);
        Assert.Null(new PrimeText(new MemoryStream([.. "abba"u8]), Letters, UnknownSymbols.Skip).UnmarkedEncoding);
    }

    [Fact]
    public void UnknownSymbolsAreLeftOutOnRequest()
    {
        PrimeText prime = new(new MemoryStream([.. "xaybz"u8]), Letters, UnknownSymbols.Skip);
        Assert.Equal(2, prime.Symbols);
        for (int time = 0; time < 2; time++)
        {
            List<int> indices = [];
            prime.ForEach(indices.Add);
            Assert.Equal([1, 2], indices);
        }
    }

    private static List<int> Indices(Vocabulary vocabulary, ReadOnlySpan<byte> text)
    {
        List<int> indices = [];
        new PrimeText(new MemoryStream(text.ToArray()), vocabulary, UnknownSymbols.Refuse).ForEach(indices.Add);
        return indices;
    }
}
