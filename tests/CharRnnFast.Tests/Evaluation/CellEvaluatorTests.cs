using CharRnnFast.Checking;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Tests.Checking;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Evaluation;

/// <summary>Scores of texts by every cell against the float64 network, from no state and from the one that training is in.</summary>
public sealed class CellEvaluatorTests
{
    private const int Hidden = 21;
    private const int Vocab = 17;
    private const double Tolerance = 1e-5;

    private static readonly int[] Text = [.. Enumerable.Range(0, 150).Select(i => ((i * i) + (i / 7)) % Vocab)];

    public static TheoryData<Cell, int> Networks
    {
        get
        {
            TheoryData<Cell, int> networks = [];
            foreach (Cell cell in Enum.GetValues<Cell>())
                foreach (int layers in (int[])[1, 2, 3])
                    networks.Add(cell, layers);
            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void AgreesWithTheFloat64Network(Cell cell, int layers)
    {
        using Trainer trainer = TrainerOf(InstructionSet.Portable, cell, layers);
        ReferenceNetwork network = TrainedNetwork.Of(trainer);
        using Evaluator evaluator = new(trainer);

        // From the state of training, with a symbol fed before the text that neither is scored nor leads to the first one.
        network.Forward([4], [0]);
        (network.HiddenState, network.CellState) = (network.FinalHiddenState, network.FinalCellState);
        double expected = network.Forward(Text.AsSpan(..^1), Text.AsSpan(1..));
        evaluator.BeginStored();
        evaluator.Feed(4);
        evaluator.Add(Text);
        Assert.InRange(evaluator.Result.Nats, expected * (1 - Tolerance), expected * (1 + Tolerance));

        double[][] zeros = Array.ConvertAll(new double[layers][], _ => new double[Hidden]);
        (network.HiddenState, network.CellState) = (zeros, zeros);
        double fromZero = network.Forward(Text.AsSpan(..^1), Text.AsSpan(1..));
        evaluator.Begin();
        evaluator.Add(Text);
        Assert.InRange(evaluator.Result.Nats, fromZero * (1 - Tolerance), fromZero * (1 + Tolerance));

        // The two are told apart.
        Assert.True(Math.Abs(fromZero - expected) > 10 * Tolerance * expected, $"{expected} from the state, {fromZero} from 0");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GivesTheSameBitsOnEverySetHoweverTheTextIsCut(Cell cell, int layers)
    {
        double? expected = null;
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using Trainer trainer = TrainerOf(set, cell, layers);
            using Evaluator evaluator = new(trainer);
            foreach (int piece in (int[])[1, 3, 63, 64, 65, Text.Length])
            {
                evaluator.BeginStored();
                foreach (int[] symbols in Text.Chunk(piece)) evaluator.Add(symbols);
                Assert.Equal((set, piece, expected ??= evaluator.Result.Nats), (set, piece, evaluator.Result.Nats));
            }
        }
    }

    private static Trainer TrainerOf(InstructionSet set, Cell cell, int layers) => TrainedNetwork.Trainer(
        InstructionSets.Kernel(set, Hidden, Vocab),
        new(Hidden, Vocab, 6, 3) { Cell = cell, Layers = layers, Optimizer = Optimizer.Adam, Dropout = 0.1 });
}
