using CharRnnFast.Text;
using Xunit;

namespace CharRnnFast.Tests.Files;

public sealed class DisplayTests
{
    [Theory]
    [InlineData("plain/path.txt", "plain/path.txt")]
    [InlineData("größe 語 😀", "größe 語 😀")]
    [InlineData("a\nb\rc\td", "a\\nb\\rc\\td")]
    [InlineData("\u001b[31m\u0007", "\\u001B[31m\\u0007")]
    [InlineData("\u009b\u2028\u202e", "\\u009B\\u2028\\u202E")]
    public void PathsShowControlCharactersEscaped(string path, string shown) => Assert.Equal(shown, Display.Path(path));

    [Fact]
    public void HalfASurrogatePairIsShownAsANumber() => Assert.Equal("a\\uD800x", Display.Path("a\ud800x"));

    [Theory]
    [InlineData(TextEncoding.Utf8, 'a', "'a' (U+0061)")]
    [InlineData(TextEncoding.Utf8, '\n', "'\\n' (U+000A)")]
    [InlineData(TextEncoding.Utf8, 0x1F600, "'😀' (U+1F600)")]
    [InlineData(TextEncoding.Bytes, 'a', "byte 0x61")]
    public void SymbolsAreNamed(TextEncoding encoding, int symbol, string name) => Assert.Equal(name, Display.Symbol(encoding, symbol));
}
