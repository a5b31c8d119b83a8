using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Trajectory;

/// <summary>
/// Every cell and optimizer trains as PyTorch does, in one and two layers, on one and four streams: H = 20, V = 17, T = 10, 100 steps.
/// record_cells.py makes the files.
/// </summary>
public sealed class CellTrajectoryTests
{
    public static TheoryData<string> Names => RecordedTrace.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void TheReferenceAgreesInFloat64(string name)
    {
        RecordedTrace trace = RecordedTrace.Read(name);
        ReferenceTraining training = new(trace, trace.Optimizer);
        Assert.Equal(100, trace.Losses.Length);
        for (int step = 0; step < trace.Losses.Length; step++)
        {
            double loss = training.Step(step);
            double error = Math.Abs(loss - trace.Losses[step]) / trace.Losses[step];
            Assert.True(error <= 1e-12, $"step {step + 1}: loss {loss:R}, recorded {trace.Losses[step]:R}, relative error {error:E2}");
        }

        // The recorded weights are rounded to float32.
        foreach ((TensorRole role, int layer) in training.Network.Tensors)
            foreach ((float[] recorded, double[] row) in trace.FinalWeights(role, layer).Zip(training.Network.Parameter(role, layer)))
                Assert.Equal(recorded, Array.ConvertAll(row, w => (float)w), (x, y) => Math.Abs(x - y) <= 1e-6 * Math.Max(1, Math.Abs(x)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInstructionSetAgrees(string name)
    {
        RecordedTrace trace = RecordedTrace.Read(name);
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using Trainer trainer = TrainerOf(trace, set);
            for (int step = 0; step < trace.Losses.Length; step++)
            {
                double loss = trainer.Step(trace.Inputs(step), trace.Targets(step));
                double error = Math.Abs(loss - trace.Losses[step]) / trace.Losses[step];
                Assert.True(error <= 1e-5, $"{set}, step {step + 1}: loss {loss:R}, recorded {trace.Losses[step]:R}, error {error:E2}");
            }

            foreach (TensorSpec tensor in trainer.Model.Tensors.Where(IsRecorded))
                Assert.Equal(
                    trace.FinalWeights(tensor.Tensor.Role, tensor.Tensor.Layer).SelectMany(row => row),
                    Rows(trainer.Model, tensor).SelectMany(row => row), (x, y) => Math.Abs(x - y) <= 1e-4);

            bool IsRecorded(TensorSpec tensor) =>
                tensor.Tensor.IsParameter && TensorTable.IsTrained(trainer.Shape, tensor.Tensor.Role);
        }
    }

    private static Trainer TrainerOf(RecordedTrace trace, InstructionSet set)
    {
        ModelShape shape = new(trace.HiddenSize, trace.VocabSize, trace.SequenceLength, trace.BatchSize)
        {
            Cell = trace.Cell,
            Layers = trace.Layers,
            Optimizer = trace.Optimizer,
        };
        Trainer trainer = new(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), shape)
        {
            LearningRate = (float)trace.LearningRate,
            Clip = (float)trace.Clip,
        };
        ITensorStore model = trainer.Model;
        foreach (TensorSpec tensor in model.Tensors.Where(tensor => tensor.Tensor.IsParameter))
            if (TensorTable.IsTrained(shape, tensor.Tensor.Role))
                foreach ((int row, float[] values) in trace.StartWeights(tensor.Tensor.Role, tensor.Tensor.Layer).Index())
                    model.WriteRow(tensor, row, values);
        model.RefreshDerived();
        return trainer;
    }

    private static IEnumerable<float[]> Rows(ITensorStore model, TensorSpec tensor)
    {
        for (int row = 0; row < tensor.Rows; row++)
        {
            float[] values = new float[tensor.Columns];
            model.ReadRow(tensor, row, values);
            yield return values;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnotherOptimizerDoesNotAgree(string name)
    {
        RecordedTrace trace = RecordedTrace.Read(name);
        ReferenceTraining training = new(trace, trace.Optimizer == Optimizer.Adam ? Optimizer.Rmsprop : Optimizer.Adam);
        double[] errors = [.. trace.Losses.Select((loss, step) => Math.Abs(training.Step(step) - loss) / loss)];
        Assert.InRange(errors.Max(), 1e-3, 1);
    }
}
