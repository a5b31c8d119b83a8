using CharRnnFast.Cli.CommandLine;
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

    /// <summary>Refuses what makes no sense together.</summary>
    /// <exception cref="UsageException">Names both options.</exception>
    public void CheckCombinations()
    {
        if (Prime is not null && PrimeFile is not null)
            throw new UsageException("--prime and --prime-file both give the prime text; give one of them");
        if (Length == 0 && Stop is null && Count > 1)
            throw new UsageException("--count asks for more samples, but with --length 0 the first never ends; give a --length, or a --stop text");
        if (Length == 0 && Stop is null && Json)
            throw new UsageException("--json writes whole samples, but with --length 0 none ever ends; give a --length, or a --stop text");
        if (Seed.Value > Options.LargestSeed - (Count - 1))
            throw new UsageException($"--seed and --count go past the largest seed, {Options.LargestSeed}; lower one of them");
    }
}
