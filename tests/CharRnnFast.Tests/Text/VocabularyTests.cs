using System.Text;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Text;

public sealed class VocabularyTests
{
    [Fact]
    public void EverySymbolHasItsPlaceAndItsBytes()
    {
        Gen<int> scalar = Gen.OneOf(Gen.Int[0, 0xFF], Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]);
        scalar.Array[1, 300].Sample(
            scalars =>
            {
                int[] symbols = [.. scalars.Distinct().Order()];
                Vocabulary vocabulary = new(TextEncoding.Utf8, symbols);
                Assert.Equal(symbols, vocabulary.Symbols.ToArray());
                for (int i = 0; i < symbols.Length; i++)
                {
                    Assert.Equal(i, vocabulary.IndexOf(symbols[i]));
                    Assert.Equal(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(symbols[i])), vocabulary.BytesOf(i).ToArray());
                }
            },
            seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void SymbolsOutsideHaveNoIndex()
    {
        Vocabulary vocabulary = new(TextEncoding.Utf8, ['b', 'd', 0x3B1]);
        foreach (int symbol in (int[])['a', 'c', 'e', 0x3B0, 0x3B2, 0x10FFFF, -1, int.MinValue])
            Assert.Equal(-1, vocabulary.IndexOf(symbol));
    }

    [Theory]
    [InlineData(TextEncoding.Utf8, new int[0])]
    [InlineData(TextEncoding.Utf8, new[] { 2, 1 })]
    [InlineData(TextEncoding.Utf8, new[] { 1, 1 })]
    [InlineData(TextEncoding.Utf8, new[] { -1, 1 })]
    [InlineData(TextEncoding.Utf8, new[] { 0xD800 })]
    [InlineData(TextEncoding.Utf8, new[] { 0x110000 })]
    [InlineData(TextEncoding.Bytes, new[] { 256 })]
    [InlineData(TextEncoding.Bytes, new[] { -1 })]
    public void WhatIsNotAVocabularyIsRefused(TextEncoding encoding, int[] symbols) =>
        Assert.Throws<ArgumentException>(() => new Vocabulary(encoding, symbols));
}
