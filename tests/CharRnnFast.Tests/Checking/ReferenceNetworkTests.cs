using CharRnnFast.Checking;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Checking;

/// <summary>
/// The reference network's gradients are the derivatives of its own loss, and the comparison that says so sees a fault in each gate.
/// </summary>
public sealed class ReferenceNetworkTests
{
    // A central difference is right to about 1e-9; the gradients are about 0.1 to 1.
    private const double Tolerance = 1e-8;

    public static TheoryData<Cell, int, double> Networks
    {
        get
        {
            TheoryData<Cell, int, double> networks = [];
            foreach (Cell cell in Enum.GetValues<Cell>())
                for (int layers = 1; layers <= 3; layers++)
                    foreach (double dropout in (double[])[0, 0.4])
                        networks.Add(cell, layers, dropout);
            return networks;
        }
    }

    public static TheoryData<Cell, int, PlantedFault> Faults
    {
        get
        {
            TheoryData<Cell, int, PlantedFault> faults = [];
            foreach (Cell cell in Enum.GetValues<Cell>())
                for (int gate = 0; gate < GatesOf(cell); gate++)
                    foreach (PlantedFault fault in Enum.GetValues<PlantedFault>())
                        if (fault != PlantedFault.OtherGate || GatesOf(cell) > 1)
                            faults.Add(cell, gate, fault);
            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientsAreTheDerivativesOfTheLoss(Cell cell, int layers, double dropout)
    {
        DrawnNetwork drawn = new(cell, layers, dropout);
        drawn.Backward();
        foreach ((TensorRole role, int layer) in drawn.Network.Tensors)
        {
            double error = drawn.GradientError(role, layer);
            Assert.True(error < Tolerance, $"{role} of layer {layer}: error {error:E2}");
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void AFaultInOneGateIsSeen(Cell cell, int gate, PlantedFault fault)
    {
        DrawnNetwork drawn = new(cell, layers: 2);
        foreach ((TensorRole role, int layer) in drawn.Network.Tensors)
        {
            int gates = GatesOf(cell);
            if (role is TensorRole.OutputWeights or TensorRole.OutputBias || (role == TensorRole.RecurrentBias && gate != gates - 1))
                continue;
            drawn.Backward();
            Plant(fault, drawn.Network.Gradient(role, layer), gate, gates);
            double error = drawn.GradientError(role, layer);
            Assert.True(error > 100 * Tolerance, $"{role} of layer {layer}: error {error:E2}");
        }
    }

    [Theory]
    [InlineData(Cell.Rnn)]
    [InlineData(Cell.Gru)]
    [InlineData(Cell.Lstm)]
    public void OnlyTheCopyThatIsPassedUpIsDropped(Cell cell)
    {
        (DrawnNetwork whole, DrawnNetwork dropped) = (new(cell, layers: 1), new(cell, layers: 1, dropout: 0.4));
        Assert.NotEqual(whole.Loss(), dropped.Loss());
        Assert.Equal(whole.Network.FinalHiddenState, dropped.Network.FinalHiddenState);
        Assert.Equal(whole.Network.FinalCellState, dropped.Network.FinalCellState);
    }

    [Theory]
    [InlineData(Cell.Rnn)]
    [InlineData(Cell.Gru)]
    [InlineData(Cell.Lstm)]
    public void ASequenceInTwoPartsHasTheLossAndTheStateOfTheWhole(Cell cell)
    {
        DrawnNetwork drawn = new(cell, layers: 3);
        ReferenceNetwork network = drawn.Network;
        double whole = drawn.Loss();
        (double[][] hidden, double[][] state) = (network.FinalHiddenState, network.FinalCellState);

        double first = network.Forward(drawn.Inputs.AsSpan(..2), drawn.Targets.AsSpan(..2));
        (network.HiddenState, network.CellState) = (network.FinalHiddenState, network.FinalCellState);
        double second = network.Forward(drawn.Inputs.AsSpan(2..), drawn.Targets.AsSpan(2..));
        Assert.Equal(whole, first + second, 1e-13);
        Assert.Equal(hidden, network.FinalHiddenState);
        Assert.Equal(state, network.FinalCellState);
    }

    [Fact]
    public void OneTanhLayerIsTheSeedsModel()
    {
        DrawnNetwork drawn = new(Cell.Rnn, layers: 1);
        ReferenceNetwork network = drawn.Network;
        ReferenceRnn seed = new(DrawnNetwork.HiddenSize, DrawnNetwork.VocabSize) { HiddenState = network.HiddenState[0] };
        double[][] weights = InOrderOf(seed.Weights);
        for (int row = 0; row < weights.Length; row++)
            network.ParameterRows[row].CopyTo(weights[row], 0);

        drawn.Backward();
        Assert.Equal(seed.Forward(drawn.Inputs, drawn.Targets), drawn.Loss(), 1e-12);
        seed.Backward(drawn.Inputs, drawn.Targets);
        Assert.All(InOrderOf(seed.Gradients).Zip(network.GradientRows), pair =>
            Assert.Equal(pair.First, pair.Second, (x, y) => Math.Abs(x - y) <= 1e-12));
    }

    private static int GatesOf(Cell cell) => cell switch { Cell.Gru => 3, Cell.Lstm => 4, _ => 1 };

    // As ReferenceNetwork.Tensors: input weights, recurrent weights, bias, then the output's.
    private static double[][] InOrderOf(ReferenceParameters parameters) =>
        [.. parameters.Wxh, .. parameters.Whh, .. parameters.Bh, .. parameters.Why, .. parameters.By];

    private static void Plant(PlantedFault fault, double[][] gradient, int gate, int gates)
    {
        int rows = gradient.Length / gates;
        for (int row = gate * rows; row < (gate + 1) * rows; row++)
            gradient[row] = fault switch
            {
                PlantedFault.Scaled => Array.ConvertAll(gradient[row], value => 1.01 * value),
                PlantedFault.Negated => Array.ConvertAll(gradient[row], value => -value),
                PlantedFault.Missing => new double[gradient[row].Length],
                _ => gradient[(row + rows) % gradient.Length],
            };
    }
}
