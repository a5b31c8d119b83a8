using System.Text;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

/// <summary>Several files as one text, and what their first bytes tell.</summary>
public sealed class SeveralTextsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void PartsAreTheTextThatTheyMakeTogether()
    {
        Gen<string> piece = Gen.Select(Gen.Int[0, 300], Gen.Char['a', 'k'], Gen.Bool).Select((length, letter, isAscii) =>
            string.Concat(Enumerable.Range(0, length).Select(i => isAscii ? $"{(char)(letter + (i % 3))}" : "aé語😀"[..(2 + (i % 2 * 2))])));
        Gen.Select(piece.Array[2, 6], Gen.Enum<EncodingChoice>(), Gen.Bool).Where(
            (pieces, _, _) => pieces.Any(text => text.Length > 2)).Sample(
            (pieces, encoding, inFiles) => AssertSame([.. pieces.Select(Encoding.UTF8.GetBytes)], encoding, inFiles),
            seed: "0N0XIzNsQ0O2",
            iter: 200,
            threads: 1);
    }

    [Theory]
    [InlineData(EncodingChoice.Auto, false, "abcde")]
    [InlineData(EncodingChoice.Auto, true, "abcde")]
    [InlineData(EncodingChoice.Bytes, false, "\uFEFFab\uFEFFcde")]
    [InlineData(EncodingChoice.Bytes, true, "\uFEFFab\uFEFFcde")]
    public void EachMarkIsDroppedButNotFromBytes(EncodingChoice encoding, bool inFiles, string expected)
    {
        using Corpus corpus = Load(encoding, inFiles, [.. "\uFEFFab"u8], [.. "\uFEFFcd"u8], [], [.. "e"u8]).Corpus;
        Assert.Equal(expected, Encoding.UTF8.GetString(BytesOf(corpus)));
    }

    [Fact]
    public void ATextCutAnywhereIsTheSameText()
    {
        byte[] text = [.. Enumerable.Repeat("aé語😀b"u8.ToArray(), 30).SelectMany(bytes => bytes)];
        Gen.Select(Gen.Int[0, text.Length].Array[1, 5], Gen.Enum<EncodingChoice>(), Gen.Bool).Sample(
            (cuts, encoding, inFiles) =>
            {
                int[] bounds = [0, .. cuts.Order(), text.Length];
                AssertSame([.. bounds.Zip(bounds[1..], (begin, end) => text[begin..end])], encoding, inFiles);
            },
            seed: "0N0XIzNsQ0O2",
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void AMixedTextWithMarksIsHeldInMemory()
    {
        using Corpus corpus = Load(EncodingChoice.Utf8, true, [.. "\uFEFFäb"u8], [.. "\uFEFFcd"u8]).Corpus;
        Assert.Equal(("äbcd", 4L), (Encoding.UTF8.GetString(BytesOf(corpus)), corpus.Length));
        Assert.NotEqual(0, corpus.BytesInMemory);
    }

    [Theory]
    [InlineData("61 C3", "62", "1", 1)] // a character that the next file does not go on with
    [InlineData("61 C3", "EF BB BF 62", "1", 1)]
    [InlineData("61 62", "63 FF", "2", 1)]
    [InlineData("61 62", "EF BB BF 63 FF", "2", 4)] // the offset counts the byte order mark
    [InlineData("EF BB BF", "EF BB", "2", 0)]
    public void AnErrorNamesTheFileAndTheOffsetInIt(string first, string second, string file, int offset)
    {
        byte[][] parts = [BytesOf(first), BytesOf(second), [.. "more"u8]];
        string expected = $"/{file} is not valid UTF-8 at byte offset {offset};";
        Assert.Contains(expected, Failure.MessageOf(() => Load(EncodingChoice.Utf8, false, parts)));
        Assert.Contains(expected, Failure.MessageOf(() => Load(EncodingChoice.Utf8, true, parts)));
        LoadedText asBytes = Load(EncodingChoice.Auto, false, parts);
        using Corpus corpus = asBytes.Corpus;
        Assert.Matches($"^not valid UTF-8 at byte offset {offset} of .*/{file}$", asBytes.EncodingReason);
    }

    [Fact]
    public void AMarkOfAnotherEncodingIsFoundInAnyFile() =>
        Assert.Contains("/2 is a UTF-16 text; convert it", Failure.MessageOf(
            () => Load(EncodingChoice.Auto, false, [.. "ab"u8], [0xFF, 0xFE, 0x61, 0])));

    [Fact]
    public void AMissingFileIsNamedAndNothingStaysOpen()
    {
        Write([.. "ab"u8]);
        TextLoader loader = new(EncodingChoice.Auto, 256) { MaxBytesInMemory = 0 };
        Assert.Contains("/2 does not exist", Failure.MessageOf(() => loader.Load([new(_folder["1"]), new(_folder["2"])])));
        Assert.Contains("is a folder", Failure.MessageOf(() => loader.Load([new(_folder["1"]), new(_folder.Path)])));
    }

    [Theory]
    [InlineData("1F 8B 08 00", "a gzip file", "zcat FILE")]
    [InlineData("1F 9D 90 00", "a gzip file", "zcat FILE")]
    [InlineData("FD 37 7A 58 5A 00 00", "an xz file", "xzcat FILE")]
    [InlineData("28 B5 2F FD 24", "a zstd file", "zstdcat FILE")]
    [InlineData("42 5A 68 39 31 41 59 26 53 59", "a bzip2 file", "bzcat FILE")]
    [InlineData("04 22 4D 18 64", "an lz4 file", "lz4 -dc FILE")]
    [InlineData("4C 5A 49 50 01 0C", "an lzip file", "lzip -dc FILE")]
    [InlineData("50 4B 03 04 14", "a zip file", "unzip -p FILE")]
    [InlineData("37 7A BC AF 27 1C 00", "a 7z file", "7z x -so FILE")]
    [InlineData("25 50 44 46 2D 31", "a PDF file", "pdftotext FILE -")]
    public void PackedTextsShowTheCommandThatUnpacksThem(string hex, string kind, string command)
    {
        byte[] packed = BytesOf(hex);
        Assert.EndsWith($"/1 is {kind}; give what is in it: {command}", PackedMessage(packed));
        string name = Assert.Throws<PackedTextException>(
            () => new SymbolStream(new MemoryStream(packed), TextEncoding.Utf8, "it").Read(new int[9])).Message;
        Assert.Equal($"it is {kind}; give what is in it: {command}", name);
        using Corpus bytes = Load(EncodingChoice.Bytes, false, packed).Corpus;
        Assert.Equal(packed.Length, bytes.Length);
    }

    [Fact]
    public void ATarFileIsFoundByItsMark()
    {
        byte[] tar = new byte[512];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Assert.Contains("is a tar file; give what is in it: tar -xOf FILE", PackedMessage(tar));
    }

    [Theory]
    [InlineData("BZh is no archive, LZIP neither, PK nor 7z")]
    [InlineData("%PDX")]
    public void TextsThatBeginAlikeAreTexts(string text)
    {
        using Corpus corpus = Load(EncodingChoice.Auto, false, Encoding.UTF8.GetBytes(text)).Corpus;
        Assert.Equal(text.Length, corpus.Length);
    }

    [Theory]
    [InlineData("utf-16", "UTF-16LE")]
    [InlineData("utf-16BE", "UTF-16BE")]
    [InlineData("utf-32", "UTF-32LE")]
    [InlineData("utf-32BE", "UTF-32BE")]
    public void ATextWithoutAMarkButWithZerosGetsANote(string encoding, string name)
    {
        foreach (string text in (string[])["Plain English text.\n", "Привет, мир: 2 слова\n", "日本語の文、 2026年11月26日 です。\n"])
        {
            byte[] wide = Encoding.GetEncoding(encoding).GetBytes(text);
            LoadedText loaded = Load(EncodingChoice.Auto, false, wide);
            using Corpus corpus = loaded.Corpus;
            Assert.Equal(
                [$"{_folder["1"]} looks like {name} without a mark; if it is, convert it with iconv -f {name} -t UTF-8"], loaded.Notes);
        }
    }

    [Theory]
    [InlineData("a\rb\rc", EncodingChoice.Auto, true)]
    [InlineData("a\rb\rc", EncodingChoice.Bytes, true)]
    [InlineData("a\r\nb\r\n", EncodingChoice.Auto, false)]
    [InlineData("a\rb\nc", EncodingChoice.Auto, false)]
    [InlineData("abc", EncodingChoice.Auto, false)]
    public void ATextWhoseOnlyLineEndIsTheCarriageReturnGetsANote(string text, EncodingChoice encoding, bool noted)
    {
        LoadedText loaded = Load(encoding, false, Encoding.ASCII.GetBytes(text));
        using Corpus corpus = loaded.Corpus;
        Assert.Equal(
            noted
                ? [$"the lines of {_folder["1"]} end in carriage returns alone, no line feeds; tr '\\r' '\\n' makes them line feeds"]
                : [],
            loaded.Notes);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] BytesOf(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] BytesOf(Corpus corpus)
    {
        int[] indices = new int[corpus.Length];
        corpus.Read(0, indices);
        return [.. indices.SelectMany(index => corpus.Vocabulary.BytesOf(index).ToArray())];
    }

    private string PackedMessage(byte[] packed) =>
        Assert.Throws<PackedTextException>(() => Load(EncodingChoice.Auto, false, packed)).Message;

    private void AssertSame(byte[][] parts, EncodingChoice encoding, bool inFiles)
    {
        LoadedText together = new TextLoader(encoding, 256).LoadBytes([.. parts.SelectMany(part => part)], "text");
        LoadedText apart = Load(encoding, inFiles, parts);
        using Corpus expected = together.Corpus, corpus = apart.Corpus;
        Assert.Equal((expected.Length, expected.Xxh128, together.EncodingReason), (corpus.Length, corpus.Xxh128, apart.EncodingReason));
        Assert.Equal(expected.Vocabulary.Symbols.ToArray(), corpus.Vocabulary.Symbols.ToArray());
        Assert.Equal(BytesOf(expected), BytesOf(corpus));
        SymbolWindow window = corpus.OpenWindow();
        int[] there = new int[1], here = new int[1];
        for (long position = corpus.Length - 1; position >= 0; position -= 7)
        {
            expected.Read(position, there);
            window.Read(position, here);
            Assert.Equal(there, here);
        }
    }

    private LoadedText Load(EncodingChoice encoding, bool inFiles, params byte[][] parts)
    {
        Write(parts);
        TextLoader loader = new(encoding, 256) { MaxBytesInMemory = inFiles ? 0 : long.MaxValue };
        return loader.Load([.. Enumerable.Range(1, parts.Length).Select(i => new TextInput(_folder[$"{i}"]))]);
    }

    private void Write(params byte[][] parts)
    {
        for (int i = 0; i < parts.Length; i++) File.WriteAllBytes(_folder[$"{i + 1}"], parts[i]);
    }
}
