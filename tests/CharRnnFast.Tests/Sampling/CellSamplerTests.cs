using CharRnnFast.Checking;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Sampling;
using CharRnnFast.Tests.Checking;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Sampling;

/// <summary>Samples of every cell, from the state that training is in, against the float64 network.</summary>
public sealed class CellSamplerTests
{
    private const int Hidden = 21;
    private const int Vocab = 17;
    private const int Symbols = 150;

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
    public void EachSymbolIsTheDrawFromTheNetworksDistribution(Cell cell, int layers)
    {
        using Trainer trainer = TrainerOf(InstructionSet.Portable, cell, layers);
        ReferenceNetwork network = TrainedNetwork.Of(trainer);
        using Sampler sampler = new(trainer, TestVocabulary.Of(Vocab));
        sampler.Seed(7);
        sampler.CopyHiddenState();
        Xoshiro256StarStar random = new(7);
        HashSet<int> drawn = [];
        for (int i = 0, symbol = 3; i < Symbols; i++)
        {
            double[] probabilities = Distribution(network, symbol);
            (network.HiddenState, network.CellState) = (network.FinalHiddenState, network.FinalCellState);
            double draw = random.Uniform();
            symbol = sampler.Next(symbol);
            Assert.InRange(draw, probabilities[..symbol].Sum() - 1e-5, probabilities[..(symbol + 1)].Sum() + 1e-5);
            drawn.Add(symbol);
        }

        Assert.True(drawn.Count > 3);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TheStateKeptIsThatOfAllLayers(Cell cell, int layers)
    {
        using Trainer trainer = TrainerOf(InstructionSet.Portable, cell, layers);
        using Sampler sampler = new(trainer, TestVocabulary.Of(Vocab));
        sampler.CopyHiddenState();
        sampler.Feed(5);
        sampler.KeepHiddenState();
        int[][] kept = Texts(sampler, sampler.RestoreHiddenState);

        // Another sampler that comes to the same point gives the same, and before it keeps a state it has none.
        using Sampler other = new(trainer, TestVocabulary.Of(Vocab));
        int[][] fromZero = Texts(other, other.ResetHiddenState);
        Assert.Equal(fromZero, Texts(other, other.RestoreHiddenState));
        Assert.NotEqual(fromZero, kept);
        Assert.Equal(kept, Texts(other, () =>
        {
            other.CopyHiddenState();
            other.Feed(5);
        }));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ASeedGivesTheSameTextOnEverySetAndLeavesTheModelAlone(Cell cell, int layers)
    {
        int[]? expected = null;
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using Trainer trainer = TrainerOf(set, cell, layers);
            int[] before = Kernels.DrawnModel.Bits(trainer.Model);
            using Sampler sampler = new(trainer, TestVocabulary.Of(Vocab));
            sampler.CopyHiddenState();
            int[] text = Text(sampler);
            Assert.Equal(expected ??= text, text);
            Assert.Equal(before, Kernels.DrawnModel.Bits(trainer.Model));
        }
    }

    // Several streams and dropout: a sample goes on from stream 0, and drops nothing.
    private static Trainer TrainerOf(InstructionSet set, Cell cell, int layers) => TrainedNetwork.Trainer(
        InstructionSets.Kernel(set, Hidden, Vocab),
        new(Hidden, Vocab, 6, 3) { Cell = cell, Layers = layers, Optimizer = Optimizer.Adam, Dropout = 0.1 });

    // Of some seeds: the state decides few draws.
    private static int[][] Texts(Sampler sampler, Action begin)
    {
        int[][] texts = new int[20][];
        for (int seed = 0; seed < texts.Length; seed++)
        {
            begin();
            texts[seed] = Text(sampler, seed);
        }

        return texts;
    }

    private static int[] Text(Sampler sampler, long seed = 2)
    {
        sampler.Seed(seed);
        int[] text = new int[60];
        for (int i = 0, symbol = 0; i < text.Length; i++)
            text[i] = symbol = sampler.Next(symbol);
        return text;
    }

    // exp(-loss) is the probability of the target.
    private static double[] Distribution(ReferenceNetwork network, int symbol) =>
        [.. Enumerable.Range(0, Vocab).Select(target => Math.Exp(-network.Forward([symbol], [target])))];
}
