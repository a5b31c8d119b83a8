using System.IO.Compression;
using System.Text;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

public sealed class TextLoaderTests : IDisposable
{
    private const int MaxVocabulary = 1024;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("hello, world", "11c83d9c1ee368164c0abe17b55db69c")]
    [InlineData("\uFEFFab\n", "50f1ef2a200bfe7dfa3ed2c120943307")]
    public void TheHashIsThatOfXxh128sum(string text, string expected)
    {
        using Corpus corpus = Load(EncodingChoice.Auto, text).Corpus;
        Assert.Equal(expected, corpus.Xxh128);
    }

    [Fact]
    public void AnyTextComesBackFromItsSymbols()
    {
        // Up to 12,000 scalar values: more than one block, and sequences of every length across its ends.
        Gen<int> scalar = Gen.OneOf(
            Gen.Int[0, 0x7F], Gen.Int[0x80, 0x90], Gen.Int[0x4E00, 0x4F00], Gen.Int[0x1F600, 0x1F640], Gen.Int[0xFF, 0x2FF]);
        Gen.Select(scalar.Array[2, 12_000], Gen.Bool).Where((scalars, _) => scalars.Distinct().Count() > 1).Sample(
            (scalars, asBytes) =>
            {
                string text = string.Concat(scalars.Select(char.ConvertFromUtf32));
                using Corpus corpus = Load(asBytes ? EncodingChoice.Bytes : EncodingChoice.Utf8, text).Corpus;
                Assert.Equal(asBytes ? Encoding.UTF8.GetByteCount(text) : scalars.Length, corpus.Length);
                Assert.Equal(Encoding.UTF8.GetBytes(text), BytesOf(corpus));
            },
            seed: "0N0XIzNsQ0O2",
            iter: 40);
    }

    [Fact]
    public void APartOfTheTextCanBeRead()
    {
        using Corpus corpus = Load(EncodingChoice.Auto, "cabbage").Corpus;
        int[] indices = new int[3];
        corpus.Read(2, indices);
        Assert.Equal([1, 1, 0], indices);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(5, indices));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(-1, indices));
    }

    [Fact]
    public void AutoTakesUtf8UpToTheMostAndElseBytes()
    {
        string at = string.Concat(Enumerable.Range(0x100, MaxVocabulary).Select(char.ConvertFromUtf32));
        AssertEncoding(TextEncoding.Utf8, "valid UTF-8, 1024 distinct characters", Load(EncodingChoice.Auto, at));
        AssertEncoding(TextEncoding.Bytes, "1025 distinct characters, more than 1024", Load(EncodingChoice.Auto, at + "a"));
        AssertEncoding(TextEncoding.Utf8, "as asked for", Load(EncodingChoice.Utf8, at));
        AssertEncoding(TextEncoding.Bytes, "not valid UTF-8 at byte offset 2", Load(EncodingChoice.Auto, [.. "ab"u8, 0xFF, .. "c"u8]));
        AssertEncoding(TextEncoding.Bytes, "as asked for", Load(EncodingChoice.Bytes, "abc"));
    }

    [Fact]
    public void AByteOrderMarkIsDroppedButNotFromBytes()
    {
        using Corpus utf8 = Load(EncodingChoice.Auto, "\uFEFFab").Corpus;
        Assert.Equal("ab"u8.ToArray(), BytesOf(utf8));
        using Corpus bytes = Load(EncodingChoice.Bytes, "\uFEFFab").Corpus;
        Assert.Equal(5, bytes.Length);
        using Corpus inside = Load(EncodingChoice.Auto, "a\uFEFFb").Corpus;
        Assert.Equal(3, inside.Length);
    }

    [Fact]
    public void LineEndsAreKept()
    {
        using Corpus corpus = Load(EncodingChoice.Auto, "a\r\nb\rc\n").Corpus;
        Assert.Equal("a\r\nb\rc\n"u8.ToArray(), BytesOf(corpus));
    }

    [Fact]
    public void FilesStreamsAndBytesGiveTheSameText()
    {
        byte[] text = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> 7))];
        File.WriteAllBytes(_folder["text"], text);
        TextLoader loader = new(EncodingChoice.Bytes, MaxVocabulary);
        using FileStream stream = File.OpenRead(_folder["text"]);
        using Corpus file = loader.LoadFile(_folder["text"]).Corpus;
        using Corpus unseekable = loader.LoadStream(new BrotliStream(Compressed(text), CompressionMode.Decompress), "stdin").Corpus;
        using Corpus seekable = loader.LoadStream(stream, "stdin").Corpus;
        Assert.Equal(text, BytesOf(file));
        Assert.Equal(text, BytesOf(unseekable));
        Assert.Equal(text, BytesOf(seekable));
        Assert.Equal([file.Xxh128, file.Xxh128], [unseekable.Xxh128, seekable.Xxh128]);
    }

    [Fact]
    public void AModelsVocabularyHolds()
    {
        TextLoader loader = new(new Vocabulary(TextEncoding.Utf8, ['a', 'b', 'c', 0xE4]));
        using Corpus corpus = loader.LoadBytes("bä"u8.ToArray(), "text").Corpus;
        int[] indices = new int[2];
        corpus.Read(0, indices);
        Assert.Equal([1, 3], indices);
    }

    [Fact]
    public void LoadingTakesLittleManagedMemory()
    {
        byte[] text = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)('a' + (i % 26)))];
        File.WriteAllBytes(_folder["text"], text);
        TextLoader loader = new(EncodingChoice.Auto, MaxVocabulary);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using Corpus corpus = loader.LoadFile(_folder["text"]).Corpus;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 << 10);
        int[] indices = new int[100];
        before = GC.GetAllocatedBytesForCurrentThread();
        for (long i = 0; i < 1000; i++) corpus.Read(i, indices);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose() => _folder.Dispose();

    private static LoadedText Load(EncodingChoice encoding, string text) => Load(encoding, Encoding.UTF8.GetBytes(text));

    private static LoadedText Load(EncodingChoice encoding, byte[] text) => new TextLoader(encoding, MaxVocabulary).LoadBytes(text, "text");

    private static void AssertEncoding(TextEncoding encoding, string reason, LoadedText loaded)
    {
        using Corpus corpus = loaded.Corpus;
        Assert.Equal(encoding, corpus.Vocabulary.Encoding);
        Assert.Equal(reason, loaded.EncodingReason);
    }

    private static byte[] BytesOf(Corpus corpus)
    {
        int[] indices = new int[corpus.Length];
        corpus.Read(0, indices);
        return [.. indices.SelectMany(index => corpus.Vocabulary.BytesOf(index).ToArray())];
    }

    private static MemoryStream Compressed(byte[] bytes)
    {
        MemoryStream compressed = new();
        using (BrotliStream brotli = new(compressed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(bytes);
        compressed.Position = 0;
        return compressed;
    }
}
