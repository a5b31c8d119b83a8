using CharRnnFast.Checking;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Checking;

/// <summary>The check passes for every kernel path, and fails for gradients with one fault.</summary>
public sealed class GradientCheckTests
{
    private static readonly ModelShape Small = new(HiddenSize: 12, VocabSize: 9, SequenceLength: 6);

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void KernelsPass(InstructionSet instructionSet)
    {
        foreach (ModelShape shape in (ModelShape[])[new(100, 65, 10), new(37, 17, 25), new(1, 2, 1), new(16, 17, 25), Small])
        {
            Kernel kernel = InstructionSets.Kernel(instructionSet, shape.HiddenSize, shape.VocabSize);
            using Trainer trainer = new(kernel, shape, storeGradients: true);
            IReadOnlyList<ParameterGradientError> errors = GradientCheck.Run(new TrainerGradients(trainer), seed: 1);
            Assert.All(errors, error => Assert.True(error.Passed, $"{shape}: {error}"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryCellPasses(Cell cell, int layers, double dropout, int streams)
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            ModelShape shape = new(17, 11, 6, streams) { Cell = cell, Layers = layers, Dropout = dropout };
            using Trainer trainer = new(InstructionSets.Kernel(set, 17, 11), shape, storeGradients: true);
            IReadOnlyList<ParameterGradientError> errors = GradientCheck.Run(new TrainerGradients(trainer), seed: 1);
            Assert.All(errors, error => Assert.True(error.Passed, $"{set} {shape}: {error}"));
        }
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void AFaultInAGateFails(Cell cell, TensorRole role, int layer, int gate)
    {
        ModelShape shape = new(17, 11, 6, 5) { Cell = cell, Layers = 2 };
        using Trainer trainer = new(InstructionSets.Kernel(InstructionSet.Portable, 17, 11), shape, storeGradients: true);
        FaultyGate faulty = new(new TrainerGradients(trainer), new(role, layer), gate);
        ParameterGradientError[] wrong = [.. GradientCheck.Run(faulty, seed: 1).Where(error => !error.Passed)];
        Assert.Equal(new(role, layer), Assert.Single(wrong).Parameter.Tensor);
    }

    public static TheoryData<Cell, int, double, int> Networks()
    {
        TheoryData<Cell, int, double, int> networks = [];
        foreach (Cell cell in Enum.GetValues<Cell>())
            for (int layers = 1; layers <= 3; layers++)
                foreach (double dropout in (double[])[0, 0.3])
                    foreach (int streams in (int[])[1, 5])
                        networks.Add(cell, layers, dropout, streams);
        return networks;
    }

    public static TheoryData<Cell, TensorRole, int, int> Gates()
    {
        TheoryData<Cell, TensorRole, int, int> gates = [];
        foreach (Cell cell in Enum.GetValues<Cell>())
            for (int gate = 0; gate < new ModelShape(1, 2, 1) { Cell = cell }.Gates; gate++)
                foreach (TensorRole role in (TensorRole[])[TensorRole.InputWeights, TensorRole.RecurrentWeights, TensorRole.Bias])
                    for (int layer = 0; layer < 2; layer++)
                        gates.Add(cell, role, layer, gate);
        gates.Add(Cell.Gru, TensorRole.RecurrentBias, 1, 2);
        return gates;
    }

    [Fact]
    public void BackpropagationWithoutFaultPasses() => Assert.True(Passes(GradientFault.None));

    [Theory]
    [InlineData(GradientFault.SignOfRecurrentTerm)]
    [InlineData(GradientFault.MissingTanhDerivative)]
    [InlineData(GradientFault.MissingOneHot)]
    [InlineData(GradientFault.LastStepSkipped)]
    [InlineData(GradientFault.HiddenStateNotShifted)]
    [InlineData(GradientFault.NotANumber)]
    public void AFaultFails(GradientFault fault) => Assert.False(Passes(fault));

    [Fact]
    public void ReportsEveryParameterWithUpTo200Elements()
    {
        FaultyBackpropagation faultless = new(new(30, 20, 5), GradientFault.None);
        IReadOnlyList<ParameterGradientError> errors = GradientCheck.Run(faultless, seed: 3);
        ModelTensor[] parameters = [ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why, ModelTensor.bh, ModelTensor.by];
        Assert.Equal(parameters, errors.Select(error => error.Parameter.Tensor));
        Assert.Equal(30, errors[3].Elements);
        Assert.Equal(20, errors[4].Elements);
        Assert.All(errors, error => Assert.InRange(error.Elements, 20, 200));
        Assert.All(errors, error => Assert.InRange(error.Median, 0, error.Maximum));
    }

    private static bool Passes(GradientFault fault) =>
        GradientCheck.Run(new FaultyBackpropagation(Small, fault), seed: 1).All(error => error.Passed);
}
