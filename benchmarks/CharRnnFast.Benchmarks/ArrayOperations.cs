using BenchmarkDotNet.Attributes;

namespace CharRnnFast.Benchmarks;

/// <summary>The operations of <see cref="KernelOperations"/> over arrays, in plain loops or by System.Numerics.Tensors.</summary>
public class ArrayOperations<TLoops>
    where TLoops : struct, IVectorLoops
{
    /// <summary>One size only: for the table.</summary>
    [Params(Sizes.Hidden)]
    public int Hidden { get; set; }

    private protected ArrayRnn<TLoops> Model { get; } = new(Sizes.Hidden);

    [GlobalSetup]
    public void Prepare()
    {
        new UniformSymbols().Next(Model.Inputs, Model.Targets);
        Model.Step();
    }

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void ForwardRecurrence() => Model.ForwardRecurrence();

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void Logits() => Model.Logits();

    [Benchmark]
    public void Softmax() => Model.Softmax();

    [Benchmark]
    public double SoftmaxCrossEntropy() => Model.SoftmaxCrossEntropy();

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void HiddenGradient() => Model.HiddenGradient();

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void BackwardRecurrence() => Model.BackwardRecurrence();

    [Benchmark]
    public void InputAndBiasGradients() => Model.InputAndBiasGradients();

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void RecurrentGradient() => Model.RecurrentGradient();

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void OutputGradient() => Model.OutputGradient();

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void UpdateRecurrentWeights() => Model.UpdateRecurrentWeights();

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void UpdateOutputWeights() => Model.UpdateOutputWeights();

    [Benchmark]
    public void UpdateInputWeightsAndBiases() => Model.UpdateInputWeightsAndBiases();

    [Benchmark]
    public void AdagradRecurrent() => Model.AdagradRecurrent();

    [Benchmark]
    public void AdagradOutput() => Model.AdagradOutput();
}
