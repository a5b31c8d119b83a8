using System.Runtime.CompilerServices;
using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Files;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ArrayTensors _model = new ArrayTensors(3, 4).Fill(1);

    [Fact]
    public void TheHeaderIsTheRecordedOne()
    {
        new CheckpointWriter(_folder["model"]).Save(Example.FullMetadata, new ArrayTensors(3, 4, 2));
        string golden = Path.Combine(SourceFolder(), "header.golden.json");
        string header = CheckpointFile.Read(_folder["model"]).Header;
        Assert.Equal(0, Encoding.UTF8.GetByteCount(header) % 8);
        // One tensor a line, so that people can read it.
        string lines = header.TrimEnd(' ').Replace("},", "},\n", StringComparison.Ordinal) + "\n";
        if (Environment.GetEnvironmentVariable("CHARRNN_REWRITE_GOLDEN") == "1") File.WriteAllText(golden, lines);
        Assert.Equal(File.ReadAllText(golden), lines);
    }

    [Fact]
    public void TheSameStateGivesTheSameBytes()
    {
        CheckpointWriter writer = new(_folder["first"]);
        writer.Save(Example.Metadata with { Iteration = 123456789 }, new ArrayTensors(5, 4).Fill(9));
        writer.Save(Example.Metadata, new ArrayTensors(3, 4).Fill(2));
        new CheckpointWriter(_folder["second"]).Save(Example.Metadata, new ArrayTensors(3, 4).Fill(2));
        Assert.Equal(File.ReadAllBytes(_folder["second"]), File.ReadAllBytes(_folder["first"]));
        Assert.Equal(["first", "second"], _folder.Names);
    }

    [Fact]
    public void PreparingLeavesNothingBehindAndTakesOverWhatAKilledSaveLeft()
    {
        File.WriteAllBytes(_folder["model.tmp"], new byte[100_000]);
        CheckpointWriter writer = new(_folder["model"]);
        Assert.False(writer.TargetExists);
        writer.Prepare(Example.Metadata, _model);
        Assert.Empty(_folder.Names);
        File.WriteAllBytes(_folder["model.tmp"], new byte[100_000]);
        writer.Save(Example.Metadata, _model);
        Assert.Equal(["model"], _folder.Names);
        Assert.True(writer.TargetExists);
        Checkpoint.Open(_folder["model"]).Dispose();
    }

    [Fact]
    public void AFolderThatIsRemovedMeanwhileIsNamedByThePathThatWasGiven()
    {
        Directory.CreateDirectory(_folder["sub"]);
        CheckpointWriter writer = new(_folder["sub/model"]);
        writer.Save(Example.Metadata, _model);
        Directory.Delete(_folder["sub"], recursive: true);
        string message = Failure.MessageOf(() => writer.Save(Example.Metadata, _model));
        Assert.Equal($"{_folder["sub/model"]} is in a folder that does not exist; create the folder or choose another path", message);
    }

    [Fact]
    public void AModelThatIsNotFiniteLeavesTheFileAsItWas()
    {
        CheckpointWriter writer = new(_folder["model"]);
        writer.Save(Example.Metadata, _model);
        byte[] before = File.ReadAllBytes(_folder["model"]);
        _model[ModelTensor.mby][0][3] = float.PositiveInfinity;
        Assert.Contains("mby is no longer finite", Failure.MessageOf(() => writer.Save(Example.Metadata, _model)));
        Assert.Equal(before, File.ReadAllBytes(_folder["model"]));
        Assert.Equal(["model"], _folder.Names);
    }

    [Fact]
    public void AFileThatAnotherProcessIsSavingIsLeftToIt()
    {
        using SafeFileHandle other = FileOperations.System.Create(_folder["model.tmp"], 10, _folder["model"]);
        Assert.Contains(
            "another run is writing", Failure.MessageOf(() => new CheckpointWriter(_folder["model"]).Save(Example.Metadata, _model)));
        Assert.Equal(["model.tmp"], _folder.Names);
    }

    [Fact]
    public void ALockedPathIsRefusedToOthersFromBeforeItsFirstSaveUntilTheEnd()
    {
        using CheckpointWriter other = new(_folder["model"]);
        using (CheckpointWriter writer = new(_folder["model"]))
        {
            writer.Lock();
            other.Lock(); // there is nothing to be locked yet
            writer.Prepare(Example.Metadata, _model, staysReserved: true);
            Assert.Equal(["model.tmp"], _folder.Names);
            MustBeRefused(() => other.Prepare(Example.Metadata, _model, dropsLeftover: true));
            writer.Save(Example.Metadata, _model);
            Assert.Equal(["model"], _folder.Names);
            MustBeRefused(other.Lock);
            writer.Save(Example.Metadata, _model);
            MustBeRefused(other.Lock);
            MustBeRefused(() => other.Save(Example.Metadata, _model));

            // Reading is free, by any program.
            Checkpoint.Open(_folder["model"]).Dispose();
            Assert.NotEmpty(File.ReadAllBytes(_folder["model"]));
        }

        other.Lock();
        other.Save(Example.Metadata, _model);
    }

    [Fact]
    public void APathReservedForASaveThatNeverCameIsFreed()
    {
        using (CheckpointWriter writer = new(_folder["model"]))
        {
            writer.Lock();
            writer.Prepare(Example.Metadata, _model, staysReserved: true);
        }

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void AFileThatMayOnlyBeReadIsLockedToo()
    {
        new CheckpointWriter(_folder["model"]).Save(Example.Metadata, _model);
        using SafeFileHandle first = File.OpenHandle(_folder["model"]), second = File.OpenHandle(_folder["model"]);
        Assert.True(FileLock.TryLock(first, isWritable: false));
        Assert.False(FileLock.TryLock(second, isWritable: false));
        MustBeRefused(new CheckpointWriter(_folder["model"]).Lock);
    }

    [Fact]
    public void ATemporaryFileUnderASecondNameIsRemovedAndTheSecondNameKeepsItsBytes()
    {
        File.WriteAllText(_folder["precious"], "text");
        using (System.Diagnostics.Process link = System.Diagnostics.Process.Start("ln", [_folder["precious"], _folder["model.tmp"]])) link
            .WaitForExit();
        CheckpointWriter writer = new(_folder["model"]);
        Assert.False(writer.Overwrites(_folder["precious"]));
        writer.Prepare(Example.Metadata, _model);
        Assert.Equal("text", File.ReadAllText(_folder["precious"]));
        Assert.Equal(["precious"], _folder.Names);
    }

    [Fact]
    public void TheModeOfAFileThatIsReplacedStays()
    {
        if (OperatingSystem.IsWindows()) return;
        CheckpointWriter writer = new(_folder["model"]);
        writer.Save(Example.Metadata, _model);
        foreach (UnixFileMode mode in (UnixFileMode[])[(UnixFileMode)0x180, (UnixFileMode)0x1A0, (UnixFileMode)0x9ED, (UnixFileMode)0x124])
        {
            File.SetUnixFileMode(_folder["model"], mode);
            writer.Save(Example.Metadata, _model);
            Assert.Equal(mode, File.GetUnixFileMode(_folder["model"]));
            writer.Rehearse();
            Assert.Equal(mode, File.GetUnixFileMode(_folder["model"]));
        }
    }

    [Fact]
    public void ATemporaryNameThatIsTakenIsRefused()
    {
        Directory.CreateDirectory(_folder["a.tmp"]);
        Assert.Contains("a.tmp is a folder", Failure.MessageOf(() => new CheckpointWriter(_folder["a"]).Prepare(Example.Metadata, _model)));
        File.WriteAllText(_folder["precious"], "text");
        File.CreateSymbolicLink(_folder["b.tmp"], "precious");
        Assert.Contains("b.tmp is a link", Failure.MessageOf(() => new CheckpointWriter(_folder["b"]).Save(Example.Metadata, _model)));
        Assert.Equal("text", File.ReadAllText(_folder["precious"]));
    }

    [Fact]
    public void ALinkStaysAndItsTargetIsReplaced()
    {
        Directory.CreateDirectory(_folder["other"]);
        File.WriteAllText(_folder["other/target"], "old");
        File.CreateSymbolicLink(_folder["link"], "other/target");
        new CheckpointWriter(_folder["link"]).Save(Example.Metadata, _model);
        Assert.Equal("other/target", new FileInfo(_folder["link"]).LinkTarget);
        Checkpoint.Open(_folder["other/target"]).Dispose();
        Assert.Equal(["link", "other"], _folder.Names);
        Assert.Equal([_folder["other/target"]], Directory.GetFiles(_folder["other"]));
    }

    [Fact]
    public void AFullDiskLeavesTheFileAsItWas()
    {
        // Larger than any disk: reserving the room fails as on a full one.
        CheckpointWriter writer = new(_folder["model"]);
        writer.Save(Example.Metadata, _model);
        byte[] before = File.ReadAllBytes(_folder["model"]);
        Assert.Matches("cannot be written|may not grow", Failure.MessageOf(() => writer.Prepare(Example.Metadata, new EndlessTensors())));
        Assert.Equal(before, File.ReadAllBytes(_folder["model"]));
        Assert.Equal(["model"], _folder.Names);
    }

    [Fact]
    public void ATextThatSavingWouldOverwriteIsKnown()
    {
        File.WriteAllText(_folder["text"], "text");
        File.CreateSymbolicLink(_folder["model"], "text");
        Assert.True(new CheckpointWriter(_folder["model"]).Overwrites(_folder["text"]));
        Assert.True(new CheckpointWriter(_folder["other"]).Overwrites(_folder["other.tmp"]));
        Assert.False(new CheckpointWriter(_folder["other"]).Overwrites(_folder["text"]));
    }

    [Fact]
    public void MetadataOfAnotherModelAreRefused()
    {
        CheckpointWriter writer = new(_folder["model"]);
        Assert.Throws<ArgumentException>(() => writer.Save(Example.FullMetadata, _model));
        Assert.Throws<ArgumentException>(() => writer.Save(Example.Metadata, new ArrayTensors(3, 5)));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void SavingAgainAllocatesNextToNothing()
    {
        ArrayTensors model = new ArrayTensors(100, 65).Fill(1);
        CheckpointMetadata metadata =
            Example.Metadata with { Vocabulary = new(CharRnnFast.Text.TextEncoding.Utf8, [.. Enumerable.Range(' ', 65)]) };
        CheckpointWriter writer = new(_folder["model"]);
        writer.Save(metadata, model);
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Save(metadata, model);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 10);
    }

    public void Dispose() => _folder.Dispose();

    private static void MustBeRefused(Action action) => Assert.Contains("another run is writing", Failure.MessageOf(action));

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
