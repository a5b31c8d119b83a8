using System.Globalization;
using System.Runtime.CompilerServices;
using CharRnnFast.Checking;
using CharRnnFast.Checkpoints;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Trajectory;

/// <summary>
/// The training follows an independent float64 program, benchmarks/peers/min_char_rnn.py: H = 32, V = 46, T = 25, on text.txt.
/// record.sh makes the files; the checkpoints are as foreign as those of any numpy user.
/// </summary>
public sealed class TrajectoryTests
{
    private const int SequenceLength = 25;
    private const int StepsBefore = 3000;

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void TheFirstTwoLossesFromFreshWeightsAgree(InstructionSet instructionSet)
    {
        // Later ones need not: Adagrad's first steps are near the learning rate whatever the gradient's size, and amplify rounding.
        using Checkpoint start = Checkpoint.Open(PathOf("fresh.safetensors"));
        using Corpus corpus = new TextLoader(start.Metadata.Vocabulary).LoadFile(PathOf("text.txt")).Corpus;
        using Trainer trainer = TrainerFrom(start, instructionSet);
        AssertLosses("fresh-losses.txt", expectedCount: 2, tolerance: 1e-6, new TrainingRun(trainer, corpus));
    }

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void AHundredStepsFromATrainedModelAgree(InstructionSet instructionSet)
    {
        using Checkpoint start = Checkpoint.Open(PathOf("after3000.safetensors"));
        using Corpus corpus = new TextLoader(start.Metadata.Vocabulary).LoadFile(PathOf("text.txt")).Corpus;
        using Trainer trainer = TrainerFrom(start, instructionSet);
        AssertLosses("losses.txt", expectedCount: 100, tolerance: 1e-5, ContinuedRun(trainer, corpus));

        using Checkpoint end = Checkpoint.Open(PathOf("after3100.safetensors"));
        using Trainer expected = TrainerFrom(end, instructionSet);
        foreach (ModelTensor tensor in trainer.Model.Tensors.Select(spec => spec.Tensor))
            Assert.Equal(ValuesOf(expected.Model, tensor), ValuesOf(trainer.Model, tensor), (x, y) => Math.Abs(x - y) <= 5e-3);
    }

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void AHundredStepsOfFiveStreamsAgree(InstructionSet instructionSet)
    {
        using Checkpoint start = Checkpoint.Open(PathOf("after3000.safetensors"));
        using Corpus corpus = new TextLoader(start.Metadata.Vocabulary).LoadFile(PathOf("text.txt")).Corpus;
        ModelShape shape = new(start.HiddenSize, start.VocabSize, SequenceLength, BatchSize: 5);
        using Trainer trainer = new(InstructionSets.Kernel(instructionSet, shape.HiddenSize, shape.VocabSize), shape);
        start.LoadInto(trainer.Model, withState: false);
        AssertLosses("batch-losses.txt", expectedCount: 100, tolerance: 1e-5, new TrainingRun(trainer, corpus));
    }

    [Fact]
    public void TheReferenceModelAgreesInFloat64()
    {
        using Checkpoint start = Checkpoint.Open(PathOf("after3000.safetensors"));
        using Corpus corpus = new TextLoader(start.Metadata.Vocabulary).LoadFile(PathOf("text.txt")).Corpus;
        using Trainer trainer = TrainerFrom(start, InstructionSet.Portable);
        ReferenceRnn reference = ReferenceFrom(trainer.Model);
        long position = ContinuedRun(trainer, corpus).Position;
        int[] symbols = new int[SequenceLength + 1];
        foreach (double recorded in RecordedLosses("losses.txt"))
        {
            if (position + SequenceLength + 1 >= corpus.Length)
                (position, reference.HiddenState) = (0, new double[start.HiddenSize]);
            corpus.Read(position, symbols);
            position += SequenceLength;
            double loss = reference.Step(symbols.AsSpan(..^1), symbols.AsSpan(1..), learningRate: 0.1, clip: 5);
            Assert.InRange(loss, recorded * (1 - 1e-10), recorded * (1 + 1e-10));
        }
    }

    private static ReferenceRnn ReferenceFrom(ModelMemory model)
    {
        ReferenceRnn reference = new(model.Shape.HiddenSize, model.Shape.VocabSize);
        foreach (ModelTensor parameter in Kernels.DrawnModel.Parameters)
        {
            Copy(ValuesOf(model, parameter), reference.Weights[parameter.Role]);
            Copy(ValuesOf(model, parameter.MemoryOf(1)), reference.Memory[parameter.Role]);
        }

        Copy(ValuesOf(model, ModelTensor.hprev), [reference.HiddenState]);
        return reference;
    }

    private static void Copy(float[] values, double[][] rows)
    {
        for (int i = 0; i < values.Length; i++)
            rows[i / rows[0].Length][i % rows[0].Length] = values[i];
    }

    private static Trainer TrainerFrom(Checkpoint checkpoint, InstructionSet instructionSet)
    {
        ModelShape shape = new(checkpoint.HiddenSize, checkpoint.VocabSize, SequenceLength);
        Trainer trainer = new(InstructionSets.Kernel(instructionSet, shape.HiddenSize, shape.VocabSize), shape);
        checkpoint.LoadInto(trainer.Model);
        return trainer;
    }

    // A foreign file has no counters: where the run stands follows from its length.
    private static TrainingRun ContinuedRun(Trainer trainer, Corpus corpus)
    {
        long stepsPerEpoch = new TrainingRun(trainer, corpus).StepsPerEpoch;
        long stepsInEpoch = StepsBefore % stepsPerEpoch;
        return new(trainer, corpus, StepsBefore, stepsInEpoch * SequenceLength, StepsBefore / stepsPerEpoch, smoothLoss: 0);
    }

    private static void AssertLosses(string file, int expectedCount, double tolerance, TrainingRun run)
    {
        double[] recorded = RecordedLosses(file);
        Assert.Equal(expectedCount, recorded.Length);
        for (int i = 0; i < recorded.Length; i++)
        {
            double loss = run.Step();
            double error = Math.Abs(loss - recorded[i]) / recorded[i];
            Assert.True(error <= tolerance, $"step {i + 1}: loss {loss:R}, recorded {recorded[i]:R}, relative error {error:E2}");
        }
    }

    private static double[] RecordedLosses(string file) =>
        [.. File.ReadLines(PathOf(file)).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    private static float[] ValuesOf(ModelMemory model, ModelTensor tensor)
    {
        (int rows, int columns) = model.SizeOf(tensor);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
            model.ReadRow(tensor, row, values.AsSpan(row * columns, columns));
        return values;
    }

    private static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, file);
}
