using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Threads;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Kernels;

/// <summary>A trainer of any cell with fresh weights, and drawn symbols for each of its steps.</summary>
internal sealed class CellTrainer : IDisposable
{
    private Xoshiro256StarStar _random = new(3);

    public CellTrainer(InstructionSet set, ModelShape shape, bool storeGradients = false, ThreadTeam? team = null)
    {
        Trainer = new(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), shape, storeGradients, team, seed: 5)
        {
            // So that weights move, and that some gradients meet the bound.
            LearningRate = 0.01f,
            Clip = 0.05f,
        };
        Trainer.Model.Initialize(5);
    }

    public Trainer Trainer { get; }

    /// <summary>All elements of all tensors, by bits.</summary>
    public int[] Bits => DrawnModel.Bits(Trainer.Model);

    public double Step()
    {
        DrawSymbols();
        return Trainer.Step();
    }

    public void DrawSymbols()
    {
        foreach (ref int symbol in Trainer.Inputs)
            symbol = (int)(_random.Uniform() * Trainer.Shape.VocabSize);
        foreach (ref int symbol in Trainer.Targets)
            symbol = (int)(_random.Uniform() * Trainer.Shape.VocabSize);
    }

    /// <summary>What a step of the trainer begins with, for steps in parts.</summary>
    /// <param name="step">From 0.</param>
    public void Begin(int step)
    {
        DrawSymbols();
        ref Buffers b = ref Trainer.Model.Buffers;
        b.LoadStates();
        b.SortSymbols();
        b.DropoutMask = new(Trainer.Shape.Dropout, Trainer.Seed, step);
        (double p1, double p2) = (1, 1);
        for (int update = 0; update <= step; update++)
            (p1, p2) = (p1 * 0.9, p2 * 0.999);
        (b.StepSize, b.RootScale) = ((float)(Trainer.LearningRate / (1 - p1)), (float)(1 / Math.Sqrt(1 - p2)));
    }

    public void Dispose() => Trainer.Dispose();
}
