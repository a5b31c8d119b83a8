using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>Each operation of one kernel over its whole range, on each instruction set of this machine.</summary>
public class KernelOperations
{
    private Kernel? _kernel;
    private Trainer? _trainer;

    public static IEnumerable<InstructionSet> Sets => Tables.InstructionSets;

    [ParamsSource(nameof(Sets))]
    public InstructionSet Set { get; set; }

    // Among the matrices of a layer.
    private const int Recurrent = 0;
    private const int Input = 1;

    /// <summary>One size only: for the table.</summary>
    [Params(Sizes.Hidden)]
    public int Hidden { get; set; }

    private Kernel Kernel => _kernel!;

    private ref readonly Buffers Buffers => ref _trainer!.Model.Buffers;

    [GlobalSetup]
    public void Prepare()
    {
        _kernel = Tables.Of(Set).For(Hidden, Sizes.Vocab);
        _trainer = new(_kernel, new(Hidden, Sizes.Vocab, Sizes.Steps), storeGradients: true);
        _trainer.Model.Initialize(seed: 1);
        new UniformSymbols().Next(_trainer.Inputs, _trainer.Targets);
        _trainer.ComputeGradients();
    }

    [GlobalCleanup]
    public void Free() => _trainer?.Dispose();

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void ForwardRecurrence() => Kernel.ForwardRecurrence(Buffers, 0, 1);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void Logits() => Kernel.Logits(Buffers, 0, Sizes.Steps);

    [Benchmark]
    public void Softmax() => Kernel.Softmax(Buffers, 0, Sizes.Steps);

    [Benchmark]
    public void SoftmaxCrossEntropy() => Kernel.SoftmaxCrossEntropy(Buffers, 0, Sizes.Steps);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void HiddenGradient() => Kernel.HiddenGradient(Buffers, 0, Sizes.Steps);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void BackwardRecurrence() => Kernel.BackwardRecurrence(Buffers, 0, 1);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void RecurrentGradient() => Kernel.Gradient(Buffers, Buffers.Matrices[Recurrent], 0, Sizes.Hidden);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void OutputGradient() => Kernel.Gradient(Buffers, Buffers.OutputMatrix, 0, Sizes.Vocab);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void UpdateRecurrentWeights() => Kernel.Update(Buffers, Buffers.Matrices[Recurrent], 0, Sizes.Hidden);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void UpdateOutputWeights() => Kernel.Update(Buffers, Buffers.OutputMatrix, 0, Sizes.Vocab);

    [Benchmark]
    public void UpdateInputWeights() => Kernel.Update(Buffers, Buffers.Matrices[Input], 0, Sizes.Vocab);

    [Benchmark]
    public void AdagradRecurrent() => Kernel.ApplyGradient(Buffers, Buffers.Matrices[Recurrent], 0, Sizes.Hidden);

    [Benchmark]
    public void AdagradOutput() => Kernel.ApplyGradient(Buffers, Buffers.OutputMatrix, 0, Sizes.Vocab);

    [Benchmark]
    public void TransposeRecurrentWeights() => Kernel.Transpose(Buffers, Buffers.Matrices[Recurrent], 0, Sizes.Hidden);

    [Benchmark]
    public void TransposeOutputWeights() => Kernel.Transpose(Buffers, Buffers.OutputMatrix, 0, Sizes.Vocab);
}
