using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn train [TEXT...]</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(StandardError error)
    {
        Command command = new("train", "Train a model on a text");
        TrainOptions options = new(command);
        command.Run = () =>
        {
            options.CheckCombinations();
            return new TrainSession(options, error).Run();
        };
        return command;
    }
}
