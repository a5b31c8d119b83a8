using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn completion bash|zsh|fish</c>.</summary>
internal static class CompletionCommand
{
    private static ValueKind<string> Shells { get; } = ValueKind.Choice(["bash", "zsh", "fish"], "bash", "zsh", "fish");

    public static Command Create(Command root, StandardOutput output)
    {
        Command command = new("completion", "Write the script by which a shell completes command lines");
        Argument shell = new(command, "SHELL", Shells.Allowed) { Kind = Shells };
        command.Run = () => Run(Shells.Parse(shell.Name, shell.Value!), root, output);
        return command;
    }

    private static int Run(string shell, Command root, StandardOutput output)
    {
        output.WriteText(shell switch
        {
            "bash" => BashCompletion.Of(root),
            "zsh" => ZshCompletion.Of(root),
            _ => FishCompletion.Of(root),
        });
        return 0;
    }
}
