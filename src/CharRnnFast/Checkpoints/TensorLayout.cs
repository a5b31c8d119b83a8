using System.Collections.Immutable;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>A model's tensors in a file, checked: where they begin, and the sizes they agree on.</summary>
internal sealed class TensorLayout
{
    private const int NamedTensors = 6;
    private const string NamesRemedy = "save the model's arrays under the names Wxh [H,V], Whh [H,H], Why [V,H], bh [H] and by [V], or " +
        "those of a PyTorch module under its own";

    private const string FormatRemedy =
        "leave format out of its metadata, as the tensors are those of a PyTorch module, or call them rnn.weight_ih_l0, out.weight and " +
        "so on and add format_version '2', cell, layers and optimizer";

    private const string ModuleRemedy =
        "save all tensors of a PyTorch module with an nn.RNN, nn.GRU or nn.LSTM called rnn and an nn.Linear called out";

    private readonly Dictionary<ModelTensor, TensorEntry> _entries = [];

    /// <summary>Checks that each known tensor has its shape.</summary>
    /// <param name="tensors">All tensors of the file, the required ones among them.</param>
    /// <param name="metadata">The kind of model, V, and B where it says so; else the rows of the hidden state count.</param>
    /// <param name="hasPyTorchNames">Whether they have PyTorch's names even if the model is min-char-rnn's.</param>
    /// <exception cref="CheckpointFaultException">It is not a model of these sizes.</exception>
    public TensorLayout(Dictionary<string, TensorEntry> tensors, CheckpointMetadata metadata, bool hasPyTorchNames)
    {
        foreach (TensorSpec tensor in TableOf(metadata.ShapeOf(1)))
            if (tensors.TryGetValue(tensor.Name, out TensorEntry? entry)) _entries.Add(tensor.Tensor, entry);

        HiddenSize = HiddenSizeOf(_entries[ModelTensor.Whh], metadata.ShapeOf(1).Gates);
        BatchSize = metadata.BatchSize ?? StreamsOfHiddenState();
        ModelShape shape = metadata.ShapeOf(HiddenSize) with { BatchSize = BatchSize ?? 1 };
        Tensors = TableOf(shape);
        foreach (TensorEntry entry in _entries.Values) TensorShapes.CheckType(entry);
        TensorShapes.CheckSymbols(_entries, shape);
        foreach (TensorSpec tensor in Tensors)
            if (_entries.TryGetValue(tensor.Tensor, out TensorEntry? entry)) TensorShapes.Check(entry, tensor.Shape);

        ImmutableArray<TensorSpec> TableOf(ModelShape shape) => hasPyTorchNames ? TensorTable.OfPyTorch(shape) : TensorTable.Of(shape);
    }

    /// <summary>Checks that the required tensors are there.</summary>
    /// <param name="tensors">All tensors of the file.</param>
    /// <param name="named">Those of such a model.</param>
    /// <exception cref="CheckpointFaultException">One is not; the message says what is there instead.</exception>
    public static void CheckNames(Dictionary<string, TensorEntry> tensors, ImmutableArray<TensorSpec> named)
    {
        foreach (TensorSpec tensor in named)
        {
            if (!CheckpointFormat.IsRequired(tensor.Tensor) || tensors.ContainsKey(tensor.Name)) continue;
            bool isModule = tensor.Name.Contains('.', StringComparison.Ordinal);
            bool isPyTorch = !isModule && Array.Exists([.. tensors.Keys], name => name.EndsWith("weight_ih_l0", StringComparison.Ordinal));
            throw new CheckpointFaultException(
                Messages.HasNoTensor(tensor.Name, Names(tensors)), isModule ? ModuleRemedy : isPyTorch ? FormatRemedy : NamesRemedy);
        }
    }

    /// <summary>The tensors of such a model in the order of a file.</summary>
    public ImmutableArray<TensorSpec> Tensors { get; }

    /// <summary>H, 1 to <see cref="ModelShape.MaxHiddenSize"/>.</summary>
    public int HiddenSize { get; }

    /// <summary>B, 1 to <see cref="ModelShape.MaxBatchSize"/>, or null where nothing in the file tells it.</summary>
    public int? BatchSize { get; }

    /// <summary>The model's tensors that are there.</summary>
    public IReadOnlyDictionary<ModelTensor, TensorEntry> Entries => _entries;

    /// <summary>Whether a tensor is there.</summary>
    public bool Has(ModelTensor tensor) => _entries.ContainsKey(tensor);

    /// <summary>A tensor of such a model.</summary>
    public TensorSpec SpecOf(ModelTensor tensor) => Array.Find(Tensors.ToArray(), spec => spec.Tensor == tensor)!;

    /// <summary>What a file has, for a message about what it lacks.</summary>
    public static string Names(Dictionary<string, TensorEntry> tensors)
    {
        if (tensors.Count == 0) return "no other";
        string named = string.Join(", ", Array.ConvertAll([.. tensors.Keys.Take(NamedTensors)], Display.Short));
        return tensors.Count > NamedTensors ? $"{named} and {tensors.Count - NamedTensors} more" : named;
    }

    // Of one gate both sizes are H, and the first counts; of several the second.
    private static int HiddenSizeOf(TensorEntry recurrent, int gates)
    {
        ImmutableArray<long> shape = recurrent.Shape;
        int at = gates == 1 ? 0 : 1;
        if (shape.Length > at && shape[at] >= 1 && shape[at] <= ModelShape.MaxHiddenSize) return (int)shape[at];
        throw new CheckpointFaultException(
            Messages.HiddenSizeIsOutOfRange(recurrent.Name, TensorShapes.Show(shape), ModelShape.MaxHiddenSize));
    }

    // Rows of [B,H], or of [L,B,H] in the middle.
    private int? StreamsOfHiddenState()
    {
        if (!_entries.TryGetValue(ModelTensor.hprev, out TensorEntry? entry)) return null;
        if (TensorShapes.IsVector(entry, HiddenSize)) return 1;
        return entry.Shape.Length >= 2 && entry.Shape[^2] >= 1 && entry.Shape[^2] <= ModelShape.MaxBatchSize ? (int)entry.Shape[^2] : null;
    }
}
