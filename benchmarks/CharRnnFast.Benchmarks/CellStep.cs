using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>The whole training step of GRU and LSTM, one layer and two, on each instruction set of this machine.</summary>
public class CellStep
{
    private readonly UniformSymbols _symbols = new();
    private Trainer? _trainer;

    public static IEnumerable<InstructionSet> Sets => Tables.InstructionSets;

    [ParamsSource(nameof(Sets))]
    public InstructionSet Set { get; set; }

    /// <summary>One size only: for the table.</summary>
    [Params(128)]
    public int Hidden { get; set; }

    [GlobalSetup(Target = nameof(Gru))]
    public void PrepareGru() => Prepare(Cell.Gru, layers: 1);

    [GlobalSetup(Target = nameof(TwoLayersOfGru))]
    public void PrepareTwoLayersOfGru() => Prepare(Cell.Gru, layers: 2);

    [GlobalSetup(Target = nameof(Lstm))]
    public void PrepareLstm() => Prepare(Cell.Lstm, layers: 1);

    [GlobalSetup(Target = nameof(TwoLayersOfLstm))]
    public void PrepareTwoLayersOfLstm() => Prepare(Cell.Lstm, layers: 2);

    [GlobalCleanup]
    public void Free() => _trainer?.Dispose();

    // Each of the 3 or 4 gates has one product with the state and, in the second layer, one with the first layer's output.
    [Benchmark]
    [MultiplyAdds(3 * 3, 3)]
    public double Gru() => Step();

    [Benchmark]
    [MultiplyAdds(3 * 3 * 3, 3)]
    public double TwoLayersOfGru() => Step();

    [Benchmark]
    [MultiplyAdds(3 * 4, 3)]
    public double Lstm() => Step();

    [Benchmark]
    [MultiplyAdds(3 * 4 * 3, 3)]
    public double TwoLayersOfLstm() => Step();

    private void Prepare(Cell cell, int layers)
    {
        ModelShape shape = new(Hidden, Sizes.Vocab, Sizes.Steps) { Cell = cell, Layers = layers };
        _trainer = new(Tables.Of(Set).For(Hidden, Sizes.Vocab), shape, seed: 1);
    }

    private double Step()
    {
        _symbols.Next(_trainer!.Inputs, _trainer.Targets);
        return _trainer.Step();
    }
}
