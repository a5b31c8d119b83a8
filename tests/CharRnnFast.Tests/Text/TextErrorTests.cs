using System.Text;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

public sealed class TextErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void FilesThatCannotBeReadAreNamed()
    {
        TextLoader loader = new(EncodingChoice.Auto, 256);
        Assert.Equal(
            $"{_folder["no\\n.txt"]} does not exist; check the path", Failure.MessageOf(() => loader.LoadFile(_folder["no\n.txt"])));
        Assert.Contains("does not exist", Failure.MessageOf(() => loader.LoadFile(_folder["no/no.txt"])));
        Assert.Contains("is a folder", Failure.MessageOf(() => loader.LoadFile(_folder.Path)));
        Assert.Contains("path is empty", Failure.MessageOf(() => loader.LoadFile("")));
        File.WriteAllText(_folder["empty"], "");
        Assert.Contains("is empty", Failure.MessageOf(() => loader.LoadFile(_folder["empty"])));
    }

    [Theory]
    [InlineData("FF FE 61 00 0A 00", "UTF-16")]
    [InlineData("FE FF 00 61 00 0A", "UTF-16")]
    [InlineData("FF FE 00 00 61 00 00 00", "UTF-32")]
    [InlineData("00 00 FE FF 00 00 00 61", "UTF-32")]
    public void WideTextsAreToBeConverted(string hex, string encoding)
    {
        byte[] text = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains($"iconv -f {encoding} -t UTF-8, or read it as bytes", MessageOf(EncodingChoice.Auto, text));
        Assert.Contains($"is a {encoding} text", MessageOf(EncodingChoice.Utf8, text));
        using Corpus bytes = new TextLoader(EncodingChoice.Bytes, 256).LoadBytes(text, "text").Corpus;
        Assert.Equal(text.Length, bytes.Length);
    }

    [Theory]
    [InlineData("61 62 80", 2)] // a continuation byte alone
    [InlineData("61 C3", 1)] // cut off at the end
    [InlineData("61 E2 82", 1)]
    [InlineData("61 F0 9F 98", 1)]
    [InlineData("61 C0 80 62", 1)] // overlong
    [InlineData("61 ED A0 80 62", 1)] // a surrogate
    [InlineData("61 F4 90 80 80", 1)] // over U+10FFFF
    [InlineData("EF BB BF 61 FF", 4)] // the offset counts the byte order mark
    public void InvalidUtf8IsRefusedWithItsOffset(string hex, int offset)
    {
        byte[] text = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains($"not valid UTF-8 at byte offset {offset};", MessageOf(EncodingChoice.Utf8, text));
    }

    [Fact]
    public void TheOffsetIsRightAnywhereInALongText()
    {
        Gen.Int[0, 40_000].Sample(
            characters =>
            {
                string[] kinds = ["語", "a", "😀"];
                byte[] valid = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, characters).Select(i => kinds[i % kinds.Length])));
                Assert.Contains($"byte offset {valid.Length};", MessageOf(EncodingChoice.Utf8, [.. valid, 0xC3, (byte)'x']));
            },
            seed: "0N0XIzNsQ0O2",
            iter: 30);
    }

    [Fact]
    public void MoreSymbolsThanAKernelHoldsAreCounted()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0x4E00, 300).Select(char.ConvertFromUtf32)));
        Assert.Equal(
            "text has 300 distinct characters, more than the 256 that the largest kernel holds; read it as bytes, or build with a " +
            "larger kernel",
            MessageOf(EncodingChoice.Utf8, text));
        Assert.Contains("more than the 3 that", MessageOf(EncodingChoice.Bytes, "abcd"u8.ToArray(), maxVocabulary: 3));
    }

    [Fact]
    public void OneSymbolIsTooFew()
    {
        string message = MessageOf(EncodingChoice.Auto, "aaa"u8.ToArray());
        Assert.Equal("text has one distinct symbol only, 'a' (U+0061); give a text with at least two", message);
        Assert.Contains("byte 0xFF", MessageOf(EncodingChoice.Auto, [0xFF, 0xFF]));
        Assert.Contains("is empty", MessageOf(EncodingChoice.Auto, "\uFEFF"u8.ToArray()));
    }

    [Fact]
    public void SymbolsOutsideAModelsVocabularyAreNamed()
    {
        TextLoader loader = new(new Vocabulary(TextEncoding.Utf8, ['a', 'b']));
        string message = Failure.MessageOf(() => loader.LoadBytes("abcdefghijklmn"u8.ToArray(), "text"));
        Assert.Contains("12 distinct symbols outside the model's vocabulary: 'c' (U+0063), 'd'", message);
        Assert.Contains("'l' (U+006C) and 2 more; remove", message);
        Assert.DoesNotContain("U+006D", message);
        Assert.Contains("not valid UTF-8 at byte offset 1; correct", Failure.MessageOf(() => loader.LoadBytes([0x61, 0xFF], "text")));
    }

    public void Dispose() => _folder.Dispose();

    private static string MessageOf(EncodingChoice encoding, byte[] text, int maxVocabulary = 256) =>
        Failure.MessageOf(() => new TextLoader(encoding, maxVocabulary).LoadBytes(text, "text").Corpus.Dispose());
}
