using System.IO.Hashing;
using CharRnnFast.Checkpoints;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Golden;

/// <summary>Saves a run and hashes the file.</summary>
internal static class SavedHash
{
    public static string Of(TrainingRun run, string path)
    {
        new CheckpointWriter(path).Save(TrainingState.Capture(run, 1), run.Trainer.Model);
        return Convert.ToHexStringLower(XxHash128.Hash(File.ReadAllBytes(path)));
    }
}
