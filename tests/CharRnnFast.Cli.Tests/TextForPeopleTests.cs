using System.Text;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Tests.Running;
using CsCheck;

namespace CharRnnFast.Cli.Tests;

/// <summary>Text made safe for terminals and shells.</summary>
public sealed class TextForPeopleTests
{
    [Theory]
    [InlineData("61 C3 A4 0A 09", "a\u00E4\n\t")]
    [InlineData("1B 5B 7F 00 0D", "\uFFFD[\uFFFD\uFFFD\n")]
    [InlineData("C2 85", "\uFFFD")]
    [InlineData("E2 82", "\uFFFD")]
    [InlineData("E2 82 61 FF C3 28", "\uFFFDa\uFFFD\uFFFD(")]
    [InlineData("F0 9F 98 80", "\U0001F600")]
    public void WhatATerminalWouldObeyIsReplaced(string hex, string expected) =>
        Assert.Equal(expected, Show(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void InvalidBytesAreReplacedAsTheFrameworkDoesHoweverTheyAreCut() =>
        Gen.Byte.Array[0, 40].Sample(
            bytes => Show(bytes) == string.Concat(WithLineFeeds(Encoding.UTF8.GetString(bytes)).EnumerateRunes().Select(Shown)),
            seed: "0N0XIzNsQ0O2");

    [Theory]
    [InlineData("plain-1.txt", "plain-1.txt")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$x `y` *", "'$x `y` *'")]
    [InlineData("a\nb", @"$'a\u000ab'")]
    public void WordsAreQuotedForTheShell(string word, string expected)
    {
        Assert.Equal(expected, ShellQuoting.Quote(word));
        Assert.Equal(word, Charrnn.Shell($"printf %s {expected}").MustSucceed().Output);
    }

    [Theory]
    [InlineData(@"C:\models\a-1.txt", @"C:\models\a-1.txt")]
    [InlineData("", @"""""")]
    [InlineData(@"C:\my models\", @"""C:\my models\\""")]
    [InlineData("it's, @x", @"""it's, @x""")]
    [InlineData(@"a\""b c", @"""a\\\""b c""")]
    [InlineData("x&y%^!(z)", @"""x&y%^!(z)""")]
    public void WordsAreQuotedForWindows(string word, string expected) => Assert.Equal(expected, ShellQuoting.QuoteForWindows(word));

    [Theory]
    [InlineData("--itrations", "--iterations")]
    [InlineData("--checkpoint-every", "--checkpoint")]
    [InlineData("--sed", "--seed")]
    [InlineData("--iter", "--iterations")]
    [InlineData("-l", "--log-every")]
    public void TheNearestNameIsFound(string typed, string expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["--hidden", "--iterations", "--checkpoint", "--seed", "--log-every"]));

    private static string Show(byte[] bytes)
    {
        PrintableText printable = new();
        byte[] shown = new byte[PrintableText.MaxOutput * (bytes.Length + 1)];
        int length = 0;
        foreach (byte b in bytes) length += printable.Convert([b], shown.AsSpan(length));
        length += printable.Finish(shown.AsSpan(length));
        return Encoding.UTF8.GetString(shown, 0, length);
    }

    private static string WithLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string Shown(Rune rune)
    {
        bool isPrintable = rune.Value is '\n' or '\t' || !Rune.IsControl(rune);
        return (isPrintable ? rune : Rune.ReplacementChar).ToString();
    }
}
