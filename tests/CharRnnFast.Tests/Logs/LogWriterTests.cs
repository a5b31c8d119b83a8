using CharRnnFast.Logs;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using Xunit;

namespace CharRnnFast.Tests.Logs;

public sealed class LogWriterTests : IDisposable
{
    private const string FirstLine =
        """{"iteration":1000,"epoch":2,"loss":50.5,"smooth_loss":60.25,"bits_per_symbol":2.5,"learning_rate":0.1"""
        + ""","symbols_per_second":600000,"seconds":1.5,"run":{"version":"0.1.0","hidden":100,"vocab":65,"sequence_length":25"""
        + ""","batch_size":1,"learning_rate":0.1,"clip":5,"seed":1,"encoding":"utf-8","corpus_symbols":1115394,"validation":0"""
        + ""","threads":1,"instruction_set":"Avx2","kernel":"104x72","cell":"rnn","layers":1,"optimizer":"adagrad","dropout":0}}""";

    private static readonly LogRun Run = new("0.1.0", 100, 65, 25, 1, 0.1f, 5, 1, TextEncoding.Utf8, 1115394, 0, 1, "Avx2", "104x72");
    private static readonly LogLine Line = new(1000, 2, 50.5, 60.25, 2.5, 0.1f, 600_000, 1.5);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheFirstLineOfAProcessDescribesItsRun()
    {
        using (LogWriter writer = new(LogStart.Fresh(_folder["log"], overwrite: false), Run))
        {
            writer.Write(Line);
            writer.Write(Line with { Iteration = 2000, Seconds = 3, ValidationBitsPerSymbol = 2.125 });
        }

        string[] lines = File.ReadAllText(_folder["log"]).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(FirstLine, lines[0]);
        Assert.EndsWith("\"seconds\":3,\"validation_bits_per_symbol\":2.125}", lines[1]);
        Assert.Empty(lines[2]);
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreNull()
    {
        using (LogWriter writer = new(LogStart.Fresh(_folder["log"], overwrite: false), Run))
            writer.Write(Line with { Loss = double.NaN, SymbolsPerSecond = double.PositiveInfinity });
        Assert.Contains("\"loss\":null", File.ReadAllText(_folder["log"]));
        Assert.Contains("\"symbols_per_second\":null", File.ReadAllText(_folder["log"]));
    }

    [Fact]
    public void ALineAllocatesNothing()
    {
        using LogWriter writer = new(LogStart.Fresh(_folder["log"], overwrite: false), Run);
        for (int i = 0; i < 100; i++) writer.Write(Line with { Iteration = i });
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 100; i < 1000; i++) writer.Write(Line with { Iteration = i, Loss = i / 3.0, Seconds = i * 0.1 });
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void OthersCanReadWhileItIsWritten()
    {
        using LogWriter writer = new(LogStart.Fresh(_folder["log"], overwrite: false), Run);
        writer.Write(Line);
        using FileStream reader = new(_folder["log"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.Equal(FirstLine.Length + 1, reader.Length);
    }

    [Fact]
    public void ASecondRunIsRefusedWhileTheFirstLives()
    {
        LogStart start = LogStart.Fresh(_folder["log"], overwrite: true);
        using (LogWriter writer = new(start, Run))
        {
            writer.Write(Line);
            Assert.Contains("another run is writing", Failure.MessageOf(() => new LogWriter(start, Run)));
            Assert.Contains("another run is writing", Failure.MessageOf(() => new LogWriter(LogStart.Resume(_folder["log"], 0), Run)));
            Assert.StartsWith(FirstLine, File.ReadAllText(_folder["log"]));
        }

        // Since it was looked at, the log may also have grown by a run that has ended.
        LogStart resumed = LogStart.Resume(_folder["log"], 1000);
        File.AppendAllText(_folder["log"], FirstLine + "\n");
        Assert.Contains("another run is writing", Failure.MessageOf(() => new LogWriter(resumed, Run)));
        Assert.Equal(2, File.ReadAllLines(_folder["log"]).Length);
    }

    public void Dispose() => _folder.Dispose();
}
