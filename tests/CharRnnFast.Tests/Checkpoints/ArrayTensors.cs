using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A model's tensors in plain arrays.</summary>
internal sealed class ArrayTensors : ITensorStore
{
    private static readonly ModelTensor[] Parameters = [ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why, ModelTensor.bh, ModelTensor.by];

    private readonly Dictionary<ModelTensor, float[][]> _rows = [];

    public ArrayTensors(int hidden, int vocab, int batch = 1, bool parametersOnly = false)
    {
        foreach (ModelTensor tensor in parametersOnly ? Parameters : Enum.GetValues<ModelTensor>())
        {
            (int rows, int columns) = tensor switch
            {
                ModelTensor.Wxh or ModelTensor.mWxh => (hidden, vocab),
                ModelTensor.Whh or ModelTensor.mWhh => (hidden, hidden),
                ModelTensor.Why or ModelTensor.mWhy => (vocab, hidden),
                ModelTensor.bh or ModelTensor.mbh => (1, hidden),
                ModelTensor.by or ModelTensor.mby => (1, vocab),
                _ => (batch, hidden),
            };
            _rows[tensor] = [.. Enumerable.Range(0, rows).Select(_ => new float[columns])];
        }
    }

    public int Refreshed { get; private set; }

    public float[][] this[ModelTensor tensor] => _rows[tensor];

    public bool Has(ModelTensor tensor) => _rows.ContainsKey(tensor);

    public (int Rows, int Columns) SizeOf(ModelTensor tensor) => (_rows[tensor].Length, _rows[tensor][0].Length);

    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => _rows[tensor][row].CopyTo(destination);

    public void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => source.CopyTo(_rows[tensor][row]);

    public void RefreshDerived() => Refreshed++;

    /// <summary>Fills everything with numbers of many magnitudes; Adagrad memory gets no negative ones.</summary>
    public ArrayTensors Fill(int seed)
    {
        uint state = (uint)seed;
        foreach ((ModelTensor tensor, float[][] rows) in _rows)
        {
            foreach (float[] row in rows)
                for (int i = 0; i < row.Length; i++)
                    row[i] = Next(ref state, positive: tensor is >= ModelTensor.mWxh and <= ModelTensor.mby);
        }

        return this;
    }

    public IEnumerable<int> Bits() =>
        _rows.OrderBy(t => t.Key).SelectMany(t => t.Value).SelectMany(row => row).Select(BitConverter.SingleToInt32Bits);

    private static float Next(ref uint state, bool positive)
    {
        state = (state * 1664525) + 1013904223;
        float value = BitConverter.UInt32BitsToSingle(state);
        if (!float.IsFinite(value)) value = 1;
        return positive ? Math.Abs(value) : value;
    }
}
