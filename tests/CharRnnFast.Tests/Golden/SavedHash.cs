using System.IO.Hashing;
using CharRnnFast.Checkpoints;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Golden;

/// <summary>Saves a run and hashes the file.</summary>
internal static class SavedHash
{
    public static string Of(TrainingRun run, Corpus corpus, string path)
    {
        new CheckpointWriter(path).Save(TrainingState.Capture(run, corpus, 1), run.Trainer.Model);
        return Convert.ToHexStringLower(XxHash128.Hash(File.ReadAllBytes(path)));
    }
}
