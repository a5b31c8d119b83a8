using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Resources;

/// <summary>How many of the threads that a user asks for are started: more than there are cores would wait for each other.</summary>
internal static class UsableThreads
{
    /// <summary>As many as asked for, and no more than the cores that affinity and the container's limits leave to this process.</summary>
    public static int For(long asked) => (int)Math.Min(asked, Environment.ProcessorCount);

    /// <summary>A number of threads in words.</summary>
    public static string Count(int threads) => threads == 1 ? "1 thread" : FormattableString.Invariant($"{threads} threads");

    /// <summary>The threads that a run has, and why they are fewer than asked for.</summary>
    public static string Describe(int started, Option<long> asked) =>
        asked.IsGiven && started < asked.Value ? $"{Count(started)} ({Reason(started, asked)})" : Count(started);

    /// <summary>Why they are fewer than asked for.</summary>
    public static string Reason(int started, Option<long> asked)
    {
        int cores = Environment.ProcessorCount;
        if (started < cores)
            return FormattableString.Invariant($"{asked.Name} {asked.Value}, but the system starts no more; see ulimit -u");
        string all = cores == 1 ? "1 core" : FormattableString.Invariant($"{cores} cores");
        return FormattableString.Invariant($"{asked.Name} {asked.Value} is more than the {all} that this process may use");
    }
}
