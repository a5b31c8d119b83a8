using System.Text;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Tests;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("a\rb\r\rc", "a\nb\n\nc")]
    [InlineData("a\n\rb\r", "a\n\nb\n")]
    [InlineData("\r\n\n", "\n\n")]
    [InlineData("a\u001b[1m\u0085\t", "a\uFFFD[1m\uFFFD\t")]
    public void LineEndsOfEveryKindAreShownAsLineFeeds(string text, string shown) => Assert.Equal(shown, Convert(new(), text));

    [Fact]
    public void ASampleBeginsAnew()
    {
        PrintableText printable = new();
        Assert.Equal(("a\n", "\nb"), (Convert(printable, "a\r"), Convert(printable, "\nb")));
    }

    [Fact]
    public void ControlsThatAreKeptStayAsTheyAre() => Assert.Equal("a\r\nb\r", Convert(new(keepControls: true), "a\r\nb\r"));

    private static string Convert(PrintableText printable, string text)
    {
        byte[] buffer = new byte[PrintableText.MaxOutput];
        StringBuilder shown = new();
        foreach (byte b in Encoding.UTF8.GetBytes(text)) Append(printable.Convert([b], buffer));
        Append(printable.Finish(buffer));
        return shown.ToString();

        void Append(int length) => shown.Append(Encoding.UTF8.GetString(buffer, 0, length));
    }
}
