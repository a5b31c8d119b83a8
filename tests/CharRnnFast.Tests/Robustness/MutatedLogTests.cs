using System.Text;
using CharRnnFast.Logs;
using CharRnnFast.Tests.Files;
using Xunit;
using Xunit.Abstractions;

namespace CharRnnFast.Tests.Robustness;

/// <summary>Damaged logs: each is continued behind whole lines, or refused and left alone.</summary>
public sealed class MutatedLogTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20261124;
    private const int Lines = 20;
    private const int ResumedIteration = 120;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EveryDamagedLogIsContinuedOrRefusedInOneLine()
    {
        System.Random random = new(Seed);
        Trial trial = new(Seed);
        byte[] good = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Lines).Select(Line)));
        int mutations = LongRun.Count(2_000, 20_000);
        for (int i = 0; i < mutations; i++)
        {
            byte[] damaged = Damage(good, random);
            File.WriteAllBytes(_folder["log"], damaged);
            if (trial.Try("log", Resume) is null) CheckKept(damaged);
            else Assert.Equal(damaged, File.ReadAllBytes(_folder["log"]));
        }

        output.WriteLine($"{trial.Inputs} logs, {trial.Refused} refused");
        Assert.InRange(trial.Refused, mutations / 5, mutations * 4 / 5);
    }

    public void Dispose() => _folder.Dispose();

    private static string Line(int i) =>
        $"{{\"iteration\":{i * 10},\"epoch\":0,\"loss\":1.5,\"smooth_loss\":1.25,\"bits_per_symbol\":0.5," +
        $"\"learning_rate\":0.1,\"symbols_per_second\":1000,\"seconds\":{i}}}\n";

    private static byte[] Damage(byte[] good, System.Random random)
    {
        byte[] bytes = [.. good];
        int at = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..at];
            case 2:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3:
                return [.. bytes[..at], .. new byte[random.Next(100_000)], .. bytes[at..]];
            default:
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
        }
    }

    private void Resume()
    {
        LogStart start = LogStart.Resume(_folder["log"], ResumedIteration);
        LogRun run = new("0", 1, 2, 3, 1, 0.1f, 5, 1, CharRnnFast.Text.TextEncoding.Utf8, 10, 0, 1, "set", "kernel");
        using LogWriter log = new(start, run);
        log.Write(new(ResumedIteration + 1, 0, 1, 1, 1, 0.1f, 1, 1));
    }

    private void CheckKept(byte[] damaged)
    {
        byte[] now = File.ReadAllBytes(_folder["log"]);
        int added = now.AsSpan(0, now.Length - 1).LastIndexOf((byte)'\n') + 1;
        Assert.True(damaged.AsSpan().StartsWith(now.AsSpan(0, added)));
        Assert.StartsWith($"{{\"iteration\":{ResumedIteration + 1},", Encoding.UTF8.GetString(now, added, now.Length - added));
    }
}
