using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Training;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Sampling;

/// <summary>The argument and options of <c>sample</c>, each declared once, and the samples that a user asks for by them.</summary>
internal sealed class SampleOptions(Command command)
{
    /// <summary>The name of the option with the prime text, which the note at the end of a training shows.</summary>
    public const string PrimeName = "--prime";

    public Argument Checkpoint { get; } =
        new(command, "CHECKPOINT", "the model", min: 0) { Kind = ValueKind.ModelPath, Default = TrainOptions.DefaultCheckpoint };

    public Option<long> Length { get; } = new(
        command, "--length", "symbols to generate, 0: until stopped", ValueKind.CountOrNone, 1000);

    public Option<double> Temperature { get; } = new(
        command, "--temperature", "below 1 more certain, above 1 more varied, 0: always the most likely symbol",
        ValueKind.Real("of at least 0", value => value >= 0), 1);

    public Option<long> TopK { get; } = new(
        command, "--top-k", "draw from the N most likely symbols, 0: from all", ValueKind.Integer(0, int.MaxValue), 0);

    public Option<double> TopP { get; } = new(
        command, "--top-p", "draw from the smallest set of most likely symbols whose probability reaches X, 1: from all",
        ValueKind.PositiveShare, 1);

    public Option<string> Prime { get; } = new(command, PrimeName, "text that the model continues", ValueKind.Text);
    public Option<string> PrimeFile { get; } = new(
        command, "--prime-file", "file with the text that the model continues; - for standard input", ValueKind.Path);

    public Option NoEcho { get; } = new(command, "--no-echo", "leave the prime text out of the output");
    public Option<string> Stop { get; } = new(command, "--stop", "end a sample once it ends in this text", ValueKind.SomeText);
    public Option<long> Count { get; } = new(
        command, "--count", "samples to generate, with seeds N, N + 1 and so on", ValueKind.Count, 1);

    public Option Json { get; } = new(command, "--json", "one JSON object a line for each sample");
    public Option<long> Seed { get; } =
        new(command, "--seed", "of the random draws", ValueKind.Seed) { DefaultText = "a random one, which is shown" };

    public Option<UnknownSymbols> Unknown { get; } = new(
        command, "--unknown", "what to do with prime symbols outside the vocabulary",
        ValueKind.Choice([UnknownSymbols.Refuse, UnknownSymbols.Skip], "error", "skip"), UnknownSymbols.Refuse);

    public Option<StartState> State { get; } = StartStateOption.AddTo(command);

    /// <summary>Refuses what makes no sense together.</summary>
    /// <exception cref="UsageException">Names both options.</exception>
    public void CheckCombinations()
    {
        if (Prime.IsGiven && PrimeFile.IsGiven) throw new UsageException(Messages.BothGiveThePrime());
        bool neverEnds = Length.Value == 0 && !Stop.IsGiven;
        if (neverEnds && Count.Value > 1) throw new UsageException(Messages.FirstSampleNeverEnds());
        if (neverEnds && Json.IsGiven) throw new UsageException(Messages.NoSampleEverEnds());
        if (Seed.Value > CheckpointFormat.MaxInteger - (Count.Value - 1))
            throw new UsageException(Messages.SeedsEnd(CheckpointFormat.MaxInteger));
    }
}
