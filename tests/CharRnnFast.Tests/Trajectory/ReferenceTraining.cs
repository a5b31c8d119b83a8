using CharRnnFast.Checking;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Trajectory;

/// <summary>The float64 reference, trained on B streams from where a trace began.</summary>
internal sealed class ReferenceTraining
{
    private readonly RecordedTrace _trace;
    private readonly ReferenceOptimizer _optimizer;
    private readonly double[][][] _hiddenStates;
    private readonly double[][][] _cellStates;

    public ReferenceTraining(RecordedTrace trace, Optimizer optimizer)
    {
        _trace = trace;
        _optimizer = new(optimizer, trace.LearningRate, trace.Clip);
        Network = new(trace.Cell, trace.Layers, trace.HiddenSize, trace.VocabSize);
        foreach ((TensorRole role, int layer) in Network.Tensors)
            foreach ((float[] source, double[] row) in trace.StartWeights(role, layer).Zip(Network.Parameter(role, layer)))
                Array.ConvertAll(source, value => (double)value).CopyTo(row, 0);
        _hiddenStates = Array.ConvertAll(new double[trace.BatchSize][][], _ => Network.HiddenState);
        _cellStates = Array.ConvertAll(new double[trace.BatchSize][][], _ => Network.CellState);
    }

    public ReferenceNetwork Network { get; }

    /// <summary>One update. Returns the loss before it, averaged over the streams.</summary>
    /// <param name="step">From 0.</param>
    public double Step(int step)
    {
        double loss = 0;
        double[][] mean = Array.ConvertAll(Network.ParameterRows, row => new double[row.Length]);
        for (int stream = 0; stream < _trace.BatchSize; stream++)
        {
            (int[] inputs, int[] targets) = (StreamOf(_trace.Inputs(step), stream), StreamOf(_trace.Targets(step), stream));
            (Network.HiddenState, Network.CellState) = (_hiddenStates[stream], _cellStates[stream]);
            loss += Network.Forward(inputs, targets) / _trace.BatchSize;
            Network.Backward(inputs, targets);
            (_hiddenStates[stream], _cellStates[stream]) = (Network.FinalHiddenState, Network.FinalCellState);
            foreach ((double[] sum, double[] gradient) in mean.Zip(Network.GradientRows))
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += gradient[i] / _trace.BatchSize;
        }

        _optimizer.Update(Network.ParameterRows, mean);
        return loss;
    }

    private int[] StreamOf(int[] symbols, int stream) =>
        [.. Enumerable.Range(0, _trace.SequenceLength).Select(t => symbols[(t * _trace.BatchSize) + stream])];
}
