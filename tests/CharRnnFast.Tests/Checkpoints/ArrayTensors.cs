using System.Collections.Immutable;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A model's tensors in plain arrays.</summary>
internal sealed class ArrayTensors : ITensorStore
{
    private readonly Dictionary<ModelTensor, float[][]> _rows = [];

    public ArrayTensors(int hidden, int vocab, int batch = 1, bool parametersOnly = false)
        : this(new ModelShape(hidden, vocab, 1, batch), parametersOnly)
    {
    }

    public ArrayTensors(ModelShape shape, bool parametersOnly = false)
    {
        Shape = shape;
        Tensors = TensorTable.Of(shape);
        foreach (TensorSpec tensor in Tensors.Where(tensor => !parametersOnly || tensor.Tensor.IsParameter))
            _rows[tensor.Tensor] = [.. Enumerable.Range(0, tensor.Rows).Select(_ => new float[tensor.Columns])];
    }

    public ModelShape Shape { get; }

    public ImmutableArray<TensorSpec> Tensors { get; }

    public int Refreshed { get; private set; }

    public float[][] this[ModelTensor tensor] => _rows[tensor];

    public bool Has(TensorSpec tensor) => _rows.ContainsKey(tensor.Tensor);

    public void ReadRow(TensorSpec tensor, int row, Span<float> destination) => _rows[tensor.Tensor][row].CopyTo(destination);

    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source) => source.CopyTo(_rows[tensor.Tensor][row]);

    public void RefreshDerived() => Refreshed++;

    /// <summary>Fills everything with numbers of many magnitudes; sums of squares get no negative ones.</summary>
    public ArrayTensors Fill(int seed)
    {
        uint state = (uint)seed;
        foreach ((ModelTensor tensor, float[][] rows) in _rows)
        {
            foreach (float[] row in rows)
                for (int i = 0; i < row.Length; i++) row[i] = Next(ref state, positive: tensor.Memory != 0);
        }

        return this;
    }

    public IEnumerable<int> Bits() =>
        Tensors.Where(Has).SelectMany(t => _rows[t.Tensor]).SelectMany(row => row).Select(BitConverter.SingleToInt32Bits);

    private static float Next(ref uint state, bool positive)
    {
        state = (state * 1664525) + 1013904223;
        float value = BitConverter.UInt32BitsToSingle(state);
        if (!float.IsFinite(value)) value = 1;
        return positive ? Math.Abs(value) : value;
    }
}
