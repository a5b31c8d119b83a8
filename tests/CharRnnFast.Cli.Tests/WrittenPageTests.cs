using System.Text.RegularExpressions;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>The manual page and the completion scripts have every option. tests/completion.sh tries them in the shells.</summary>
public sealed class WrittenPageTests
{
    // What is written; what divides it into one part a command; an option in such a part.
    public static TheoryData<string, string, string> Pages => new()
    {
        { "manual", @"^\.SS charrnn {0}$(.*?)^\.S", @"^\\fB\\-\\-{0}\\fR" },
        { "completion bash", @"^ {{8}}{0}\)$(.*?);;$", @" options='(?:.* )?--{0}:" },
        { "completion zsh", @"^ {{8}}{0}\)$(.*?);;$", @"^ +'--{0}=?\[" },
        { "completion fish", "(.*)", "^complete -c charrnn -n '__charrnn_is {1}' -l {0} " },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryOptionIsInIt(string arguments, string partOf, string optionOf)
    {
        RunResult result = Charrnn.Run(arguments.Split(' ')).MustSucceed();
        Assert.Equal("", result.Messages);
        Assert.DoesNotMatch("[^\n -~]", result.Output);
        using StandardOutput output = new();
        foreach (Command command in CommandTree.Create(output, new()).Commands)
        {
            Match part = Regex.Match(
                result.Output, string.Format(null, partOf, command.Name), RegexOptions.Singleline | RegexOptions.Multiline);
            Assert.True(part.Success, command.Name);
            foreach (Option option in command.Options)
            {
                // The page tells that for the help once, for all commands.
                if (arguments == "manual" && option == command.Help) continue;
                string name = arguments == "manual" ? option.Name[2..].Replace("-", @"\\-", StringComparison.Ordinal) : option.Name[2..];
                Assert.Matches(new Regex(string.Format(null, optionOf, name, command.Name), RegexOptions.Multiline), part.Groups[1].Value);
            }
        }
    }
}
