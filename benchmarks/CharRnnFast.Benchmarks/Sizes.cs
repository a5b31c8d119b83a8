using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

/// <summary>V and T of all benchmarks, and their H.</summary>
internal static class Sizes
{
    public const int Hidden = 100;
    public const int Vocab = 65;
    public const int Steps = 25;

    /// <summary>The hidden sizes at which whole steps are timed.</summary>
    public static IReadOnlyList<int> OfSteps { get; } = [64, Hidden, 128, 256, 512, 1024];

    /// <summary>The H of a benchmark; 0 where it has none.</summary>
    public static int HiddenOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.FirstOrDefault(parameter => parameter.Name == nameof(Hidden))?.Value is int hidden ? hidden : 0;
}
