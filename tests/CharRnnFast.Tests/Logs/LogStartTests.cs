using CharRnnFast.Logs;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Logs;

public sealed class LogStartTests : IDisposable
{
    private static readonly LogRun Run = new("0.1.0", 100, 65, 25, 1, 0.1f, 5, 1, TextEncoding.Utf8, 1115394, 0, 1, "Avx2", "104x72");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFreshRunLeavesAnExistingFileAloneUnlessToldOtherwise()
    {
        File.WriteAllText(_folder["log"], "whatever");
        Assert.Equal(
            $"{_folder["log"]} exists; have it overwritten, or choose another path",
            Failure.MessageOf(() => LogStart.Fresh(_folder["log"], overwrite: false)));
        LogStart start = LogStart.Fresh(_folder["log"], overwrite: true);
        Assert.Equal("whatever", File.ReadAllText(_folder["log"]));
        using (LogWriter writer = new(start, Run))
        {
            Assert.Equal("whatever", File.ReadAllText(_folder["log"]));
            writer.Cut();
        }

        Assert.Empty(File.ReadAllText(_folder["log"]));
        Assert.Contains("is a folder", Failure.MessageOf(() => LogStart.Fresh(_folder.Path, overwrite: true)));
    }

    [Fact]
    public void AResumedRunKeepsWholeLinesUpToTheCheckpoint()
    {
        WriteLog(10, "{\"iteration\":11000,\"ep");
        string before = File.ReadAllText(_folder["log"]);
        LogStart start = LogStart.Resume(_folder["log"], 7500);
        Assert.Equal((7, 4, 7.0), (start.KeptLines, start.CutLines, start.Seconds));
        Assert.Equal(before, File.ReadAllText(_folder["log"]));
        using (LogWriter writer = new(start, Run)) writer.Write(LineAt(8, seconds: 0.5));
        string[] lines = File.ReadAllLines(_folder["log"]);
        Assert.Equal(8, lines.Length);
        Assert.Equal(before.Split('\n')[..7], lines[..7]);
        Assert.Contains("\"seconds\":7.5,\"run\":", lines[7]);
    }

    [Fact]
    public void ALogCutOffAnywhereIsContinued()
    {
        WriteLog(3, "");
        byte[] log = File.ReadAllBytes(_folder["log"]);
        Gen.Int[0, log.Length].Sample(
            length =>
            {
                File.WriteAllBytes(_folder["cut"], log[..length]);
                LogStart start = LogStart.Resume(_folder["cut"], long.MaxValue);
                Assert.Equal(log[..length].Count(b => b == '\n'), start.KeptLines);
                Assert.Equal(length == 0 || log[length - 1] == '\n' ? 0 : 1, start.CutLines);
            },
            seed: "0N0XIzNsQ0O2",
            threads: 1);
    }

    [Fact]
    public void AMissingLogIsBegunAndALongOneRead()
    {
        Assert.Equal(new LogStart(_folder["new"], 0, 0, 0, 0, 0), LogStart.Resume(_folder["new"], 5));
        WriteLog(5000, "");
        Assert.Equal((4321, 679), (LogStart.Resume(_folder["log"], 4_321_999).KeptLines,
            LogStart.Resume(_folder["log"], 4_321_999).CutLines));
    }

    [Theory]
    [InlineData("A text.\n")]
    [InlineData("A text")]
    [InlineData("{\"iteration\":1}\n")]
    [InlineData("{\"iteration\":\"1\",\"seconds\":1}\n")]
    [InlineData("{\"iteration\":1.5,\"seconds\":1}\n")]
    [InlineData("{\"iteration\":1,\"seconds\":null}\n")]
    [InlineData("{\"iteration\":1,\"seconds\":1} x\n")]
    [InlineData("{\"iteration\":1,\"seconds\":1}\n\n")]
    [InlineData("{\"iteration\":1,\"seconds\":1}\n{\"iteration\":9,\"seconds\":1}\n[1]\n")]
    [InlineData("{\"iteration\":1,\"seconds\":1}\ntext")]
    [InlineData("[]\n")]
    public void AnotherFileIsRefusedAndLeftAlone(string contents)
    {
        File.WriteAllText(_folder["log"], contents);
        Assert.Equal(
            $"{_folder["log"]} is not a log of a run; choose another path", Failure.MessageOf(() => LogStart.Resume(_folder["log"], 5)));
        Assert.Equal(contents, File.ReadAllText(_folder["log"]));
    }

    [Fact]
    public void AFileWithoutLinesIsNotALog()
    {
        File.WriteAllText(_folder["log"], "{\"iteration\":1," + new string(' ', 200_000));
        Assert.Contains("not a log", Failure.MessageOf(() => LogStart.Resume(_folder["log"], 5)));
    }

    public void Dispose() => _folder.Dispose();

    private static LogLine LineAt(int thousand, double seconds) => new(thousand * 1000L, 0, 50, 60, 2.5, 0.1f, 25_000, seconds);

    private void WriteLog(int lines, string cutOffLine)
    {
        using (LogWriter writer = new(LogStart.Fresh(_folder["log"], overwrite: true), Run))
        {
            for (int i = 1; i <= lines; i++) writer.Write(LineAt(i, i));
        }

        File.AppendAllText(_folder["log"], cutOffLine);
    }
}
