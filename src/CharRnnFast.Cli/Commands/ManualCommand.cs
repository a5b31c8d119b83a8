using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn manual</c>.</summary>
internal static class ManualCommand
{
    public static Command Create(Command root, StandardOutput output) => new("manual", "Write the manual page, for man")
    {
        Run = () =>
        {
            output.WriteText(ManualWriter.Describe(root));
            return 0;
        },
    };
}
