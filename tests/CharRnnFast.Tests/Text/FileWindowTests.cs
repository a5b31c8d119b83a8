using System.Text;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

/// <summary>Large files, which stay on the disk: the same text, and found out where they change.</summary>
public sealed class FileWindowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ATextLeftInItsFileIsTheTextInMemory()
    {
        Gen<byte> ascii = Gen.Byte[(byte)'a', (byte)'h'];
        Gen.Select(Gen.OneOf(ascii, Gen.Byte).Array[2, 200_000], ascii.Array[2, 3000], Gen.Bool, Gen.Bool, Gen.Int).Sample(
            (any, onlyAscii, asBytes, withMark, seed) =>
            {
                byte[] text = asBytes ? any : onlyAscii;
                if (withMark) text = [0xEF, 0xBB, 0xBF, .. text];
                if (text.Distinct().Count() < (withMark ? 5 : 2)) return;
                AssertSame(text, asBytes ? EncodingChoice.Bytes : EncodingChoice.Auto, new(seed));
            },
            seed: "0N0XIzNsQ0O2",
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void ATextWhoseSymbolsHaveSeveralBytesIsHeldInMemory()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("größer ", 100)));
        File.WriteAllBytes(_folder["text"], text);
        using Corpus corpus = LoadLarge(EncodingChoice.Auto).Corpus;
        Assert.Equal((700, 700), (corpus.Length, corpus.BytesInMemory));
        using Corpus bytes = LoadLarge(EncodingChoice.Bytes).Corpus;
        Assert.Equal((900, 0), (bytes.Length, bytes.BytesInMemory));
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        File.WriteAllBytes(_folder["text"], [.. Enumerable.Range(0, 300_000).Select(i => (byte)('a' + (i % 26)))]);
        using Corpus corpus = LoadLarge(EncodingChoice.Auto).Corpus;
        SymbolWindow window = corpus.OpenWindow();
        int[] indices = new int[26];
        window.Read(0, indices);

        // Other tests run beside this one: a collection of theirs can count what it takes away of this thread's allocation buffer.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => BytesOfAWalk(corpus, window, indices)).ToArray());
    }

    private static long BytesOfAWalk(Corpus corpus, SymbolWindow window, int[] indices)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long position = 0; position + 26 < corpus.Length; position += 25) window.Read(position, indices);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void OnlyPartsOfTheTextCanBeRead()
    {
        File.WriteAllText(_folder["text"], "cabbage");
        using Corpus corpus = LoadLarge(EncodingChoice.Auto).Corpus;
        int[] indices = new int[3];
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(5, indices));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(-1, indices));
    }

    [Fact]
    public void AFileThatShrinksIsFoundOut()
    {
        using Corpus corpus = LongText();
        using (FileStream file = OpenForWriting()) file.SetLength(150_000);
        Assert.EndsWith(
            "text became shorter while it was read; give the text as it was, and leave it alone meanwhile", MessageOf(corpus, 140_000));
    }

    [Theory]
    [InlineData((byte)'b')]
    [InlineData((byte)'!')]
    public void AFileThatChangesIsFoundOut(byte replacement)
    {
        using Corpus corpus = LongText();
        using (FileStream file = OpenForWriting())
        {
            file.Position = 100_000;
            file.WriteByte(replacement);
        }

        File.SetLastWriteTimeUtc(_folder["text"], DateTime.UtcNow.AddMinutes(1));
        Assert.Contains("text changed while it was read; ", MessageOf(corpus, 99_990));
    }

    [Fact]
    public void AByteOutsideTheVocabularyIsFoundOutWhateverTheClockSays()
    {
        using Corpus corpus = LongText();
        DateTime written = File.GetLastWriteTimeUtc(_folder["text"]);
        using (FileStream file = OpenForWriting())
        {
            file.Position = 100_000;
            file.WriteByte((byte)'!');
        }

        File.SetLastWriteTimeUtc(_folder["text"], written);
        Assert.Contains("text changed while it was read; ", MessageOf(corpus, 99_990));
    }

    [Fact]
    public void AFileThatIsReplacedIsReadToItsEnd()
    {
        using Corpus corpus = LongText();
        File.WriteAllText(_folder["new"], "another text");
        File.Move(_folder["new"], _folder["text"], overwrite: true);
        int[] indices = new int[20];
        corpus.Read(199_980, indices);
        Assert.Equal(Enumerable.Range(199_980, 20).Select(i => i % 26), indices);
    }

    public void Dispose() => _folder.Dispose();

    private static string MessageOf(Corpus corpus, long position) => Failure.MessageOf(() => corpus.Read(position, new int[20_000]));

    private FileStream OpenForWriting() => new(_folder["text"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    private Corpus LongText()
    {
        File.WriteAllBytes(_folder["text"], [.. Enumerable.Range(0, 200_000).Select(i => (byte)('a' + (i % 26)))]);
        return LoadLarge(EncodingChoice.Auto).Corpus;
    }

    private LoadedText LoadLarge(EncodingChoice encoding) =>
        new TextLoader(encoding, 256) { MaxBytesInMemory = 0 }.LoadFile(_folder["text"]);

    private void AssertSame(byte[] text, EncodingChoice encoding, System.Random random)
    {
        File.WriteAllBytes(_folder["text"], text);
        LoadedText memory = new TextLoader(encoding, 256).LoadFile(_folder["text"]), file = LoadLarge(encoding);
        using Corpus expected = memory.Corpus, corpus = file.Corpus;
        Assert.Equal(0, corpus.BytesInMemory);
        Assert.Equal((expected.Length, expected.Xxh128, memory.EncodingReason), (corpus.Length, corpus.Xxh128, file.EncodingReason));
        Assert.Equal(expected.Vocabulary.Symbols.ToArray(), corpus.Vocabulary.Symbols.ToArray());
        SymbolWindow window = corpus.OpenWindow();
        for (int i = 0; i < 20; i++)
        {
            int length = random.Next((int)Math.Min(corpus.Length, 1 << random.Next(18))) + 1;
            int[] there = new int[length], here = new int[length];
            long position = random.NextInt64(corpus.Length - length + 1);
            expected.Read(position, there);
            window.Read(position, here);
            Assert.Equal(there, here);
        }
    }
}
