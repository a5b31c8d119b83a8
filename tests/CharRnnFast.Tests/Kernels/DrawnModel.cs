using CharRnnFast.Checking;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Steps;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Kernels;

/// <summary>A trainer, and the float64 reference with the same drawn weights, hidden states and symbols.</summary>
internal sealed class DrawnModel : IDisposable
{
    public static readonly ModelTensor[] Parameters = [ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why, ModelTensor.bh, ModelTensor.by];

    private readonly double[][] _hidden;
    private Xoshiro256StarStar _random;

    public DrawnModel(Kernel kernel, ModelShape shape, ulong seed = 1)
    {
        _random = new(seed);
        Trainer = new Trainer(kernel, shape, storeGradients: true);
        Reference = new(shape.HiddenSize, shape.VocabSize);
        double bound = 1 / Math.Sqrt(shape.HiddenSize);
        foreach (ModelTensor parameter in Parameters)
            Draw(parameter, Reference.Weights[parameter.Role], parameter == ModelTensor.Wxh ? 1 : bound);
        _hidden = [.. Enumerable.Range(0, shape.BatchSize).Select(_ => new double[shape.HiddenSize])];
        Draw(ModelTensor.hprev, _hidden, 1);
        Trainer.Model.RefreshDerived();
        DrawSymbols();
    }

    public Trainer Trainer { get; }

    public ReferenceRnn Reference { get; }

    /// <summary>The reference's loss and gradients, stream by stream: their means.</summary>
    public (double Loss, Dictionary<ModelTensor, double[][]> Gradients) RunReference()
    {
        int streams = Trainer.Shape.BatchSize;
        double loss = 0;
        Dictionary<ModelTensor, double[][]> means = Parameters.ToDictionary(
            p => p, p => Reference.Weights[p.Role].Select(row => new double[row.Length]).ToArray());
        for (int stream = 0; stream < streams; stream++)
        {
            int[] inputs = StreamOf(Trainer.Inputs, stream), targets = StreamOf(Trainer.Targets, stream);
            Reference.HiddenState = _hidden[stream];
            loss += Reference.Forward(inputs, targets) / streams;
            Reference.Backward(inputs, targets);
            foreach (ModelTensor parameter in Parameters)
                foreach ((double[] mean, double[] gradient) in means[parameter].Zip(Reference.Gradients[parameter.Role]))
                    for (int i = 0; i < mean.Length; i++)
                        mean[i] += gradient[i] / streams;
        }

        return (loss, means);
    }

    public void DrawSymbols()
    {
        foreach (ref int symbol in Trainer.Inputs)
            symbol = (int)(_random.Uniform() * Trainer.Shape.VocabSize);
        foreach (ref int symbol in Trainer.Targets)
            symbol = (int)(_random.Uniform() * Trainer.Shape.VocabSize);
    }

    /// <summary>All elements of all tensors, by bits.</summary>
    public static int[] Bits(ModelMemory model)
    {
        List<int> bits = [];
        foreach (TensorSpec tensor in model.Tensors)
            bits.AddRange(Rows((tensor.Rows, tensor.Columns), (row, values) => model.ReadRow(tensor.Tensor, row, values))
                .SelectMany(row => row).Select(BitConverter.SingleToInt32Bits));
        return [.. bits];
    }

    public float[][] Values(ModelTensor tensor) =>
        Rows(Trainer.Model.SizeOf(tensor), (row, values) => Trainer.Model.ReadRow(tensor, row, values));

    public float[][] Gradient(ModelTensor parameter) =>
        Rows(Trainer.Model.SizeOf(parameter), (row, values) => Trainer.ReadGradientRow(Trainer.Model.SpecOf(parameter), row, values));

    public void Dispose() => Trainer.Dispose();

    private int[] StreamOf(ReadOnlySpan<int> symbols, int stream)
    {
        int[] all = symbols.ToArray();
        RowSequence rows = Trainer.Shape.RowsOf(stream);
        return [.. Enumerable.Range(0, Trainer.Shape.SequenceLength).Select(t => all[rows[t]])];
    }

    private static float[][] Rows((int Rows, int Columns) size, Action<int, float[]> read)
    {
        float[][] rows = [.. Enumerable.Range(0, size.Rows).Select(_ => new float[size.Columns])];
        for (int row = 0; row < rows.Length; row++)
            read(row, rows[row]);
        return rows;
    }

    // Rounded to float32, so that both models hold the same numbers.
    private void Draw(ModelTensor tensor, double[][] rows, double bound)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            float[] values = [.. rows[row].Select(_ => (float)(bound * ((2 * _random.Uniform()) - 1)))];
            Array.Copy(Array.ConvertAll(values, value => (double)value), rows[row], values.Length);
            Trainer.Model.WriteRow(tensor, row, values);
        }
    }
}
