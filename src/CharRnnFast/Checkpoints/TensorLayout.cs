using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>A model's tensors in a file, checked: where they begin, and the sizes they agree on.</summary>
internal sealed class TensorLayout
{
    private const int NamedTensors = 6;
    private const string NamesRemedy = "save the model's arrays under the names Wxh [H,V], Whh [H,H], Why [V,H], bh [H] and by [V]";
    private const string PyTorchRemedy =
        "of one tanh layer save weight_ih_l0 as Wxh, weight_hh_l0 as Whh, bias_ih_l0 + bias_hh_l0 as bh, " +
        "the output layer's weight as Why and its bias as by";

    private readonly Dictionary<ModelTensor, TensorEntry> _entries = [];

    /// <summary>Checks that each known tensor has its shape.</summary>
    /// <param name="tensors">All tensors of the file, the three required ones among them.</param>
    /// <param name="vocabSize">V, from the vocabulary.</param>
    /// <param name="batchSize">B where the metadata says it; else the rows of the hidden state count.</param>
    /// <exception cref="CheckpointFaultException">It is not a model of these sizes.</exception>
    public TensorLayout(Dictionary<string, TensorEntry> tensors, int vocabSize, int? batchSize)
    {
        foreach (ModelTensor tensor in CheckpointFormat.Tensors)
            if (tensors.TryGetValue(tensor.ToString(), out TensorEntry? entry)) _entries.Add(tensor, entry);

        HasUnknown = tensors.Count > _entries.Count;
        HiddenSize = FirstSize(ModelTensor.Whh, ModelShape.MaxHiddenSize)
            ?? throw new CheckpointFaultException(
                Messages.HiddenSizeIsOutOfRange(TensorShapes.Show(_entries[ModelTensor.Whh].Shape), ModelShape.MaxHiddenSize));
        BatchSize = batchSize ?? StreamsOfHiddenState();
        foreach (TensorEntry entry in _entries.Values) TensorShapes.CheckType(entry);
        TensorShapes.CheckSymbols(_entries, HiddenSize, vocabSize);
        foreach ((ModelTensor tensor, TensorEntry entry) in _entries)
            TensorShapes.Check(entry, CheckpointFormat.ShapeOf(tensor, HiddenSize, vocabSize, BatchSize ?? 1));
    }

    /// <summary>Checks that the three required tensors are there.</summary>
    /// <param name="tensors">All tensors of the file.</param>
    /// <exception cref="CheckpointFaultException">One is not; the message says what is there instead.</exception>
    public static void CheckNames(Dictionary<string, TensorEntry> tensors)
    {
        foreach (ModelTensor tensor in CheckpointFormat.RequiredTensors)
        {
            if (tensors.ContainsKey(tensor.ToString())) continue;
            bool isPyTorch = tensors.Keys.Any(name => name.EndsWith("weight_ih_l0", StringComparison.Ordinal));
            throw new CheckpointFaultException(Messages.HasNoTensor($"{tensor}", Names(tensors)), isPyTorch ? PyTorchRemedy : NamesRemedy);
        }
    }

    /// <summary>H, 1 to <see cref="ModelShape.MaxHiddenSize"/>.</summary>
    public int HiddenSize { get; }

    /// <summary>B, 1 to <see cref="ModelShape.MaxBatchSize"/>, or null where nothing in the file tells it.</summary>
    public int? BatchSize { get; }

    /// <summary>Whether there are tensors that are not a model's.</summary>
    public bool HasUnknown { get; }

    /// <summary>The model's tensors that are there.</summary>
    public IReadOnlyDictionary<ModelTensor, TensorEntry> Entries => _entries;

    /// <summary>Whether a tensor is there.</summary>
    public bool Has(ModelTensor tensor) => _entries.ContainsKey(tensor);

    private static string Names(Dictionary<string, TensorEntry> tensors)
    {
        if (tensors.Count == 0) return "no other";
        string named = string.Join(", ", Array.ConvertAll([.. tensors.Keys.Take(NamedTensors)], Display.Short));
        return tensors.Count > NamedTensors ? $"{named} and {tensors.Count - NamedTensors} more" : named;
    }

    private int? FirstSize(ModelTensor tensor, int maximum)
    {
        bool found = _entries.TryGetValue(tensor, out TensorEntry? entry);
        return found && entry!.Shape.Length > 0 && entry.Shape[0] >= 1 && entry.Shape[0] <= maximum ? (int)entry.Shape[0] : null;
    }

    private int? StreamsOfHiddenState()
    {
        bool isOneColumn = _entries.TryGetValue(ModelTensor.hprev, out TensorEntry? entry) && TensorShapes.IsVector(entry, HiddenSize);
        return isOneColumn ? 1 : FirstSize(ModelTensor.hprev, ModelShape.MaxBatchSize);
    }
}
