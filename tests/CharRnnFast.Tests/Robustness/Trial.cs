using System.Diagnostics;
using Xunit;

namespace CharRnnFast.Tests.Robustness;

/// <summary>
/// Gives one input after the other to what is under test: each works or is refused in one line, soon, and without taking much memory.
/// </summary>
/// <param name="seed">Of the inputs; a failure shows it with the input's number.</param>
internal sealed class Trial(int seed)
{
    private const long MostAllocated = 64 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Inputs so far.</summary>
    public int Inputs { get; private set; }

    /// <summary>Those that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Tries one input.</summary>
    /// <returns>Why it was refused; null where it worked.</returns>
    public string? Try(string kind, Action use)
    {
        Inputs++;
        (string? refusal, TimeSpan time) = Measure(kind, use);

        // Other processes may have held it up.
        for (int again = 0; again < 3 && time > Patience; again++) (refusal, time) = Measure(kind, use);
        Refused += refusal is null ? 0 : 1;
        Assert.True(time < Patience, $"{Name(kind)} took {time}");
        bool isOneLine = refusal is null || (refusal.IndexOf("; ", StringComparison.Ordinal) > 0 && !refusal.Any(char.IsControl));
        Assert.True(isOneLine, $"{Name(kind)}: {refusal}");
        return refusal;
    }

    /// <summary>An input's name in messages.</summary>
    public string Name(string kind) => $"input {Inputs} of seed {seed} ({kind})";

    private (string? Refusal, TimeSpan Time) Measure(string kind, Action use)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal = null;
        try
        {
            use();
        }
        catch (CharRnnException e)
        {
            refusal = e.Message;
        }
        catch (Exception e)
        {
            Assert.Fail($"{Name(kind)}: {e}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{Name(kind)} allocated {allocated} bytes");
        return (refusal, watch.Elapsed);
    }
}
