using System.Text;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

/// <summary>Symbols of a text that comes in pieces of any length.</summary>
public sealed class SymbolStreamTests
{
    [Fact]
    public void ScalarsComeWholeHoweverTheTextIsCut() =>
        Gen.Select(Gen.String[0, 200], Gen.Int[1, 7], Gen.Int[1, 5]).Sample(
            (text, piece, room) =>
            {
                string valid = "x" + Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                List<int> read = Read(new Pieces(Encoding.UTF8.GetBytes(valid), piece), TextEncoding.Utf8, room);
                return read.SequenceEqual(valid.EnumerateRunes().Select(rune => rune.Value));
            },
            seed: "0N0XIzNsQ0O2");

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void ALongTextIsReadToItsEnd(int piece)
    {
        byte[] text = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
        Assert.Equal(text.Select(b => (int)b), Read(new Pieces(text, piece), TextEncoding.Bytes, 4096));
    }

    [Fact]
    public void AMarkIsDroppedAndAWideOneRefused()
    {
        Assert.Equal(['a'], Read(new Pieces([0xEF, 0xBB, 0xBF, (byte)'a'], 1), TextEncoding.Utf8, 10));
        Assert.Equal([0xEF, 0xBB, 0xBF], Read(new Pieces([0xEF, 0xBB, 0xBF], 1), TextEncoding.Bytes, 10));
        Assert.Contains("UTF-16", Failure.MessageOf(() => Read(new Pieces([0xFF, 0xFE, 65, 0], 1), TextEncoding.Utf8, 10)));
    }

    [Theory]
    [InlineData("61 FF 61", 1)]
    [InlineData("61 62 E2 82", 2)]
    [InlineData("EF BB BF 61 C0 80", 4)]
    public void WhatIsNotUtf8IsRefusedWithItsOffset(string hex, int offset)
    {
        byte[] text = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        string message = Failure.MessageOf(() => Read(new Pieces(text, 1), TextEncoding.Utf8, 10));
        Assert.Equal($"it is not valid UTF-8 at byte offset {offset}; correct it there", message);
    }

    private static List<int> Read(Stream stream, TextEncoding encoding, int room)
    {
        SymbolStream symbols = new(stream, encoding, "it");
        List<int> read = [];
        int[] block = new int[room];
        for (int count; (count = symbols.Read(block)) > 0;) read.AddRange(block[..count]);
        return read;
    }

    private sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(length, buffer.Length)]);
    }
}
