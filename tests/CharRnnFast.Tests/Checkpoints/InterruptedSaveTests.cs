using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A save that goes wrong in any one of its steps leaves a whole checkpoint: the one before, or the new one.</summary>
public sealed class InterruptedSaveTests : IDisposable
{
    // Four blocks of the writer's buffer, so that a save can break off between two writes.
    private const int Hidden = 100;
    private const int Vocab = 65;

    private static readonly CheckpointMetadata Metadata = Example.Metadata with
    {
        Vocabulary = new(CharRnnFast.Text.TextEncoding.Bytes, [.. Enumerable.Range(0, Vocab)]),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ArrayTensors _old = new ArrayTensors(Hidden, Vocab).Fill(1);
    private readonly ArrayTensors _new = new ArrayTensors(Hidden, Vocab).Fill(2);

    public static TheoryData<FileFault> Faults => [FileFault.DiskFull, FileFault.Killed];

    [Fact]
    public void ASaveHasItsStepsInThisOrder()
    {
        FaultyFileOperations operations = new(int.MaxValue, FileFault.DiskFull);
        CheckpointWriter writer = new(_folder["model"], operations);
        writer.Prepare(Metadata, _old);
        Assert.Equal(["CheckReplaceable", "Create", "SetLength", "Delete"], operations.Asked);
        operations.Asked.Clear();
        writer.Save(Metadata, _old);
        Assert.Equal(["Create", "Write", "Write", "Write", "Write", "Flush", "Rename", "FlushFolder"], operations.Asked);
        operations.Asked.Clear();
        writer.Rehearse();
        Assert.Equal(["Create", "Write", "Write", "Write", "Flush", "Rename", "FlushFolder"], operations.Asked);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void EveryStepOfASaveMayGoWrong(FileFault fault)
    {
        byte[] oldBytes = BytesOf(_old), newBytes = BytesOf(_new);
        int steps = StepsOf(writer => writer.Save(Metadata, _old));
        for (int step = 1; step <= steps; step++)
        {
            File.WriteAllBytes(_folder["model"], oldBytes);
            CheckpointWriter writer = new(_folder["model"], new FaultyFileOperations(step, fault));
            MustFail(() => writer.Save(Metadata, _new), fault);
            Assert.Equal(step < steps ? oldBytes : newBytes, File.ReadAllBytes(_folder["model"]));
            if (step == steps - 1 && fault == FileFault.DiskFull) CheckKept(newBytes);
            else CheckWhatIsLeft(fault);

            // The next save removes what is left.
            new CheckpointWriter(_folder["model"]).Save(Metadata, _new);
            Assert.Equal(newBytes, File.ReadAllBytes(_folder["model"]));
            Assert.Equal(["model"], _folder.Names);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void EveryStepOfThePreparationMayGoWrong(FileFault fault)
    {
        int steps = StepsOf(writer => writer.Prepare(Metadata, _old));
        byte[] oldBytes = BytesOf(_old);
        File.WriteAllBytes(_folder["model"], oldBytes);
        for (int step = 1; step <= steps; step++)
        {
            CheckpointWriter writer = new(_folder["model"], new FaultyFileOperations(step, fault));
            MustFail(() => writer.Prepare(Metadata, _new), fault);
            Assert.Equal(oldBytes, File.ReadAllBytes(_folder["model"]));
            if (step == steps) File.Delete(_folder["model.tmp"]); // removing it is what failed
            CheckWhatIsLeft(fault);
        }
    }

    [Fact]
    public void AFirstSaveThatGoesWrongLeavesNoCheckpoint()
    {
        int steps = StepsOf(writer => writer.Save(Metadata, _old));
        for (int step = 1; step < steps - 1; step++)
        {
            CheckpointWriter writer = new(_folder["model"], new FaultyFileOperations(step, FileFault.DiskFull));
            MustFail(() => writer.Save(Metadata, _new), FileFault.DiskFull);
            Assert.Empty(_folder.Names);
        }
    }

    [Fact]
    public void ARenameThatFailsKeepsTheWholeModelAndSaysWhere()
    {
        byte[] bytes = BytesOf(_new);
        int rename = StepsOf(writer => writer.Save(Metadata, _old)) - 1;
        CheckpointWriter writer = new(_folder["model"], new FaultyFileOperations(rename, FileFault.DiskFull));
        UnplacedModelException e = Assert.Throws<UnplacedModelException>(() => writer.Save(Metadata, _new));
        Assert.Equal((_folder["model"], _folder["model.tmp"]), (e.Path, e.Temporary));
        Assert.Contains($"model cannot be replaced: No space left on device; go on with {e.Temporary}, where", e.Message);
        Assert.Equal(["model.tmp"], _folder.Names);
        Assert.Equal(bytes, File.ReadAllBytes(e.Temporary));

        // Nobody who prepares a run removes it unasked.
        Assert.Contains("model.tmp is a whole model of iteration", Failure.MessageOf(
            () => new CheckpointWriter(_folder["model"]).Prepare(Metadata, _old)));
        Assert.Equal(bytes, File.ReadAllBytes(e.Temporary));
        new CheckpointWriter(_folder["model"]).PlaceLeftover();
        Assert.Equal(["model"], _folder.Names);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["model"]));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void EveryStepOfARehearsalMayGoWrong(FileFault fault)
    {
        byte[] bytes = BytesOf(_old);
        File.WriteAllBytes(_folder["steps"], bytes);
        int steps = StepsOf(writer => writer.Rehearse());
        for (int step = 1; step <= steps; step++)
        {
            File.WriteAllBytes(_folder["model"], bytes);
            CheckpointWriter writer = new(_folder["model"], new FaultyFileOperations(step, fault));
            MustFail(writer.Rehearse, fault);
            Assert.Equal(bytes, File.ReadAllBytes(_folder["model"]));
            CheckWhatIsLeft(fault);

            // Even a whole copy is in nobody's way.
            new CheckpointWriter(_folder["model"]).Prepare(Metadata, _old);
            Assert.Equal(["model"], _folder.Names);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void MustFail(Action action, FileFault fault)
    {
        if (fault == FileFault.Killed) Assert.Throws<ProcessKilledException>(action);
        else Assert.Matches(
            "model cannot be (written: No space left on device; make room|replaced: No space left on device; go on)",
            Failure.MessageOf(action));
    }

    private void CheckWhatIsLeft(FileFault fault)
    {
        Checkpoint.Open(_folder["model"]).Dispose();
        string[] others = [.. _folder.Names.Where(name => name != "model")];
        if (fault == FileFault.Killed) Assert.True(others is [] or ["model.tmp"], string.Join(", ", others));
        else Assert.Empty(others);
    }

    private void CheckKept(byte[] bytes)
    {
        Assert.Equal(["model", "model.tmp"], _folder.Names);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["model.tmp"]));
    }

    private int StepsOf(Action<CheckpointWriter> action)
    {
        FaultyFileOperations operations = new(int.MaxValue, FileFault.DiskFull);
        action(new(_folder["steps"], operations));
        File.Delete(_folder["steps"]);
        return operations.Asked.Count;
    }

    private byte[] BytesOf(ITensorStore model)
    {
        new CheckpointWriter(_folder["bytes"]).Save(Metadata, model);
        byte[] bytes = File.ReadAllBytes(_folder["bytes"]);
        File.Delete(_folder["bytes"]);
        return bytes;
    }
}
