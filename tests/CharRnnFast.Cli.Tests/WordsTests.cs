using System.Text.RegularExpressions;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>The words of the command line are the executable's alone: the library's faults carry the values for them.</summary>
public sealed class WordsTests
{
    // What is not a comment, as a comment may tell what an option is for. Strings first, which may hold what begins a comment.
    private static readonly Regex StringOrComment = new(
        """
        "{3}.*?"{3}|@\$?"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|(?<comment>//[^\n]*|/\*.*?\*/)
        """, RegexOptions.Singleline);

    public static TheoryData<string> Options
    {
        get
        {
            using StandardOutput output = new();
            Command program = CommandTree.Create(output, new());
            return [.. program.Commands.Append(program).SelectMany(command => command.Options).SelectMany(NamesOf).Distinct()];
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void TheLibraryNamesNoOption(string option)
    {
        Regex name = new($@"(?<![\w-]){Regex.Escape(option)}(?![\w-])");
        Assert.DoesNotContain(LibraryFiles(), file => name.IsMatch(Code(file)));
    }

    // Also one that is gone or not there yet, and a build property. The decrement count-- has no letter after it, and --count is an index.
    [Fact]
    public void TheLibraryNamesNothingLikeAnOption() =>
        Assert.DoesNotContain(LibraryFiles(), file => Regex.IsMatch(Code(file), @"(?<!\[)--[a-z]|-p:[A-Z]"));

    [Theory]
    [InlineData("throw new(\"lower --hidden\");", true)]
    [InlineData("string url = $\"http://{(a ? \"it\" : \"--hidden 5\")}\";", true)]
    [InlineData("string s = \"\"\"a \"--hidden\" b\"\"\";", true)]
    [InlineData("char c = '\"'; // --hidden", false)]
    [InlineData("/// <summary>\"--hidden\"</summary>", false)]
    [InlineData("int a = 5; /* --hidden \n --hidden */", false)]
    public void OnlyCodeCounts(string source, bool isFound) =>
        Assert.Equal(isFound, WithoutComments(source).Contains("--hidden", StringComparison.Ordinal));

    private static IEnumerable<string> NamesOf(Option option) => [option.Name, .. option.Aliases];

    private static IEnumerable<string> LibraryFiles() => Sources.Under("src", "CharRnnFast");

    private static string Code(string file) => WithoutComments(File.ReadAllText(file));

    private static string WithoutComments(string source) =>
        StringOrComment.Replace(source, match => match.Groups["comment"].Success ? "" : match.Value);
}
