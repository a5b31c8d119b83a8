using System.Collections.Immutable;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>A model's tensors in a file, checked: where they begin, and the sizes they agree on.</summary>
internal sealed class TensorLayout
{
    private readonly Dictionary<ModelTensor, TensorEntry> _entries = [];

    /// <summary>Checks that the three required tensors are there and that each known one has its shape.</summary>
    /// <param name="tensors">All tensors of the file.</param>
    /// <param name="vocabSize">V, from the vocabulary.</param>
    /// <param name="batchSize">B where the metadata says it; else the rows of the hidden state count.</param>
    /// <exception cref="CheckpointFaultException">It is not a model of these sizes.</exception>
    public TensorLayout(Dictionary<string, TensorEntry> tensors, int vocabSize, int? batchSize)
    {
        foreach (ModelTensor tensor in CheckpointFormat.Tensors)
            if (tensors.TryGetValue(tensor.ToString(), out TensorEntry? entry)) _entries.Add(tensor, entry);

        foreach (ModelTensor tensor in CheckpointFormat.RequiredTensors)
        {
            if (!Has(tensor)) throw new CheckpointFaultException(Messages.HasNoTensor($"{tensor}"));
        }

        HasUnknown = tensors.Count > _entries.Count;
        HiddenSize = FirstSize(ModelTensor.Whh, CheckpointFormat.MaxSize)
            ?? throw new CheckpointFaultException(Messages.HiddenSizeIsOutOfRange(Show(_entries[ModelTensor.Whh].Shape), CheckpointFormat.MaxSize));
        BatchSize = batchSize ?? FirstSize(ModelTensor.hprev, CheckpointFormat.MaxBatchSize);
        foreach ((ModelTensor tensor, TensorEntry entry) in _entries)
            Check(entry, CheckpointFormat.ShapeOf(tensor, HiddenSize, vocabSize, BatchSize ?? 1));
    }

    /// <summary>H, 1 to 1024.</summary>
    public int HiddenSize { get; }

    /// <summary>B, 1 to 256, or null where nothing in the file tells it.</summary>
    public int? BatchSize { get; }

    /// <summary>Whether there are tensors that are not a model's.</summary>
    public bool HasUnknown { get; }

    /// <summary>The model's tensors that are there.</summary>
    public IReadOnlyDictionary<ModelTensor, TensorEntry> Entries => _entries;

    /// <summary>Whether a tensor is there.</summary>
    public bool Has(ModelTensor tensor) => _entries.ContainsKey(tensor);

    private int? FirstSize(ModelTensor tensor, int maximum)
    {
        bool found = _entries.TryGetValue(tensor, out TensorEntry? entry);
        return found && entry!.Shape.Length > 0 && entry.Shape[0] >= 1 && entry.Shape[0] <= maximum ? (int)entry.Shape[0] : null;
    }

    private static void Check(TensorEntry entry, ImmutableArray<long> expected)
    {
        if (entry.ElementType != CheckpointFormat.ElementType)
            throw new CheckpointFaultException(Messages.IsOfType(entry.Name, entry.ElementType, CheckpointFormat.ElementType), "save it as float32");

        if (!entry.Shape.SequenceEqual(expected))
            throw new CheckpointFaultException(Messages.HasTheShape(entry.Name, Show(entry.Shape), Show(expected)), "save it in that shape");
    }

    private static string Show(ImmutableArray<long> shape) => $"[{string.Join(',', shape)}]";
}
