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
    [InlineData("cafe\u0301/a\u0301\u0302", "cafe\u0301/a\u0301\u0302")] // as macOS names files
    [InlineData("\u0301a/\u0301 \u0301", "\\u0301a/\\u0301 \\u0301")]
    [InlineData("a\ufe0f a\u034f", "a\\uFE0F a\\u034F")]
    [InlineData("\u00a0\u3000\u200b\u2003\u00ad", "\\u00A0\\u3000\\u200B\\u2003\\u00AD")]
    [InlineData("\ue000\U000F0000\U000E0001", "\\uE000\\U000F0000\\U000E0001")]
    public void PathsShowControlCharactersEscaped(string path, string shown) => Assert.Equal(shown, Display.Path(path));

    [Fact]
    public void NoScalarJoinsItsNeighbourOrIsInvisible()
    {
        int[] escaped = [0x300, 0x903, 0x20DD, 0xFE0F, 0x200D, 0x1160, 0x3164, 0x1F1E6, 0x1F3FB, 0xE000, 0x378, 0x2028, 0x3000, 0xFEFF];
        Assert.All(escaped, scalar => Assert.StartsWith("\\", Display.Scalar(scalar), StringComparison.Ordinal));
        int[] plain = ['a', 0xE9, 0x4E2D, 0x5D0, 0x660, 0x20AC, 0x1F600, 0x2014, ' ', '\\', 0xAC00, 0xFFFD];
        Assert.All(plain, scalar => Assert.Equal(char.ConvertFromUtf32(scalar), Display.Scalar(scalar)));
    }

    [Fact]
    public void HalfASurrogatePairIsShownAsANumber() => Assert.Equal("a\\uD800x", Display.Path("a\ud800x"));

    [Theory]
    [InlineData(TextEncoding.Utf8, 'a', "'a' (U+0061)")]
    [InlineData(TextEncoding.Utf8, '\n', "'\\n' (U+000A)")]
    [InlineData(TextEncoding.Utf8, 0x1F600, "'😀' (U+1F600)")]
    [InlineData(TextEncoding.Bytes, 'a', "byte 0x61")]
    [InlineData(TextEncoding.Utf8, 0x301, "'\\u0301' (U+0301)")]
    [InlineData(TextEncoding.Utf8, 0xA0, "'\\u00A0' (U+00A0)")]
    public void SymbolsAreNamed(TextEncoding encoding, int symbol, string name) => Assert.Equal(name, SymbolName.Of(encoding, symbol));
}
