using System.Runtime.CompilerServices;
using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
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
        using FileStream other = new(_folder["model.tmp"], FileMode.Create, FileAccess.Write, FileShare.None);
        Assert.Contains("cannot be written", Failure.MessageOf(() => new CheckpointWriter(_folder["model"]).Save(Example.Metadata, _model)));
        Assert.Equal(["model.tmp"], _folder.Names);
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
        Assert.Contains("cannot be written", Failure.MessageOf(() => writer.Prepare(Example.Metadata, new EndlessTensors())));
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
        CheckpointMetadata metadata = Example.Metadata with { Vocabulary = new(CharRnnFast.Text.TextEncoding.Utf8, [.. Enumerable.Range(' ', 65)]) };
        CheckpointWriter writer = new(_folder["model"]);
        writer.Save(metadata, model);
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Save(metadata, model);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 10);
    }

    public void Dispose() => _folder.Dispose();

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
