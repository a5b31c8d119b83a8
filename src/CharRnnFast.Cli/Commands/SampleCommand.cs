using System.CommandLine;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Sampling;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn sample [CHECKPOINT]</c>.</summary>
internal static class SampleCommand
{
    private static readonly Argument<string?> CheckpointArgument = Options.FileArgument("CHECKPOINT", "the model");

    private static readonly ValueOption<long> LengthOption = Options.Integer(
        "--length", "symbols to generate, 0: until stopped", 0, Options.LargestCount, 1000);

    private static readonly ValueOption<double> TemperatureOption = Options.Real(
        "--temperature",
        "below 1 more certain, above 1 more varied, 0: always the most likely symbol",
        "a number of at least 0",
        value => value >= 0,
        1);

    private static readonly ValueOption<long> TopKOption = Options.Integer(
        "--top-k", "draw from the N most likely symbols, 0: from all", 0, int.MaxValue, 0);

    private static readonly ValueOption<double> TopPOption = Options.Real(
        "--top-p",
        "draw from the smallest set of most likely symbols whose probability reaches X, 1: from all",
        "a number over 0 and up to 1",
        value => value is > 0 and <= 1,
        1);

    private static readonly ValueOption<string> PrimeOption = Options.Text("--prime", "text that the model continues");
    private static readonly ValueOption<string> PrimeFileOption = Options.Path(
        "--prime-file", "file with the text that the model continues; - for standard input");

    private static readonly Option<bool> NoEchoOption = Options.Flag("--no-echo", "leave the prime text out of the output");
    private static readonly ValueOption<string> StopOption = Options.SomeText("--stop", "end a sample once it ends in this text");
    private static readonly ValueOption<long> CountOption = Options.Integer(
        "--count", "samples to generate, with seeds N, N + 1 and so on", 1, Options.LargestCount, 1);

    private static readonly Option<bool> JsonOption = Options.Flag("--json", "one JSON object a line for each sample");
    private static readonly ValueOption<long> SeedOption = Options.Integer(
        "--seed", "of the random draws [default: a random one, which is shown]", 0, Options.LargestSeed);

    private static readonly ValueOption<UnknownSymbols> UnknownOption = Options.Choice(
        "--unknown", "what becomes of prime symbols outside the vocabulary", ("error", UnknownSymbols.Refuse), ("skip", UnknownSymbols.Skip));

    private static readonly ValueOption<StartState> StateOption = StartStateOption.Create();

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        CheckpointArgument.DefaultValueFactory = _ => TrainOptions.DefaultCheckpoint;
        Command command = new("sample", "Generate text from a trained model")
        {
            CheckpointArgument, LengthOption, TemperatureOption, TopKOption, TopPOption, PrimeOption, PrimeFileOption, NoEchoOption, StopOption,
            CountOption, JsonOption, SeedOption, UnknownOption, StateOption,
        };
        command.SetAction(parsed => new SampleSession(Read(parsed), output, error).Run());
        return command;
    }

    private static SampleOptions Read(ParseResult parsed)
    {
        SampleOptions options = new()
        {
            Checkpoint = parsed.GetValue(CheckpointArgument)!,
            Length = parsed.GetValue(LengthOption),
            Temperature = parsed.GetValue(TemperatureOption),
            TopK = (int)parsed.GetValue(TopKOption),
            TopP = parsed.GetValue(TopPOption),
            Prime = parsed.GetValue(PrimeOption),
            PrimeFile = parsed.GetValue(PrimeFileOption),
            Unknown = parsed.GetValue(UnknownOption),
            Echoes = !parsed.GetValue(NoEchoOption),
            Stop = parsed.GetValue(StopOption),
            Count = parsed.GetValue(CountOption),
            Json = parsed.GetValue(JsonOption),
            Seed = Setting<long>.Read(parsed, SeedOption),
            State = Setting<StartState>.Read(parsed, StateOption),
        };
        options.CheckCombinations();
        return options;
    }
}
