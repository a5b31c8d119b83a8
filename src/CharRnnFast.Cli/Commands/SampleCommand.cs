using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Sampling;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn sample [CHECKPOINT]</c>.</summary>
internal static class SampleCommand
{
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("sample", "Generate text from a trained model");
        SampleOptions options = new(command);
        command.Run = () => new SampleSession(options, output, error).Run();
        return command;
    }
}
