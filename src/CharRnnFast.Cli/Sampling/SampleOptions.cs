using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Sampling;

/// <summary>Samples as the user asked for them.</summary>
internal sealed class SampleOptions
{
    public required string Checkpoint { get; init; }

    public required long Length { get; init; }

    public required double Temperature { get; init; }

    public required int TopK { get; init; }

    public required double TopP { get; init; }

    public required string? Prime { get; init; }

    public required string? PrimeFile { get; init; }

    public required UnknownSymbols Unknown { get; init; }

    public required bool Echoes { get; init; }

    public required string? Stop { get; init; }

    public required long Count { get; init; }

    public required bool Json { get; init; }

    public required Setting<long> Seed { get; init; }

    public required Setting<StartState> State { get; init; }

    /// <summary>Refuses what makes no sense together.</summary>
    /// <exception cref="UsageException">Names both options.</exception>
    public void CheckCombinations()
    {
        if (Prime is not null && PrimeFile is not null)
            throw new UsageException(Messages.BothGiveThePrime());
        if (Length == 0 && Stop is null && Count > 1)
            throw new UsageException(Messages.FirstSampleNeverEnds());
        if (Length == 0 && Stop is null && Json)
            throw new UsageException(Messages.NoSampleEverEnds());
        if (Seed.Value > Options.LargestSeed - (Count - 1))
            throw new UsageException(Messages.SeedsEnd(Options.LargestSeed));
    }
}
