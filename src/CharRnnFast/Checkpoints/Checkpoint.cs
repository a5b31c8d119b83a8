using System.Text.Json;
using CharRnnFast.Files;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Checkpoints;

/// <summary>A model's file, opened and checked as a whole before anything is allocated by its numbers.</summary>
internal sealed class Checkpoint : IDisposable
{
    private readonly TensorFile _file;
    private readonly TensorLayout _layout;
    private readonly int[]? _symbolOrder;

    private Checkpoint(
        string path, TensorFile file, TensorLayout layout, CheckpointMetadata metadata, MetadataReader reader, PyTorchModule? module)
    {
        Path = path;
        _file = file;
        _layout = layout;
        Metadata = metadata;
        IsForeign = reader.IsForeign;
        NamesOptimizer = reader.NamesOptimizer;
        _symbolOrder = reader.SymbolOrder;
        Unread = module?.Unread ?? [];
        HasUnreadMemory = module?.HasMemory == true;
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The run's state.</summary>
    public CheckpointMetadata Metadata { get; }

    /// <summary>H, 1 to <see cref="ModelShape.MaxHiddenSize"/>.</summary>
    public int HiddenSize => _layout.HiddenSize;

    /// <summary>V, <see cref="ModelShape.MinVocabSize"/> to <see cref="ModelShape.MaxVocabSize"/>.</summary>
    public int VocabSize => Metadata.Vocabulary.Count;

    /// <summary>Whether another program made it; such a file is written over only if the user asks for it.</summary>
    public bool IsForeign { get; }

    /// <summary>Whether it holds tensors that a save would lose.</summary>
    public bool HasUnknownTensors => _file.Header.Tensors.Count > _layout.Entries.Count;

    /// <summary>Names, as messages show them, of tensors that a PyTorch module has besides, and may compute with.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>Whether it has an optimizer's memory that is not read, as the file is another program's.</summary>
    public bool HasUnreadMemory { get; }

    /// <summary>Whether it says whose memory it holds: where it does not, a run that goes on may take any optimizer.</summary>
    public bool NamesOptimizer { get; }

    /// <summary>Whether another file is of the same run: the same text and seed, and the same kind of model and H.</summary>
    public bool IsOfSameRun(Checkpoint other) => HiddenSize == other.HiddenSize && Metadata.IsOfSameRun(other.Metadata);

    /// <summary>The open file.</summary>
    internal SafeFileHandle Handle => _file.Handle;

    /// <summary>
    /// The model's sizes and choices; T and B are 1 where the file does not say, the optimizer is that of a fresh run.
    /// </summary>
    public ModelShape Shape => Metadata.ShapeOf(HiddenSize);

    /// <summary>Whether a tensor is there; input, recurrent and output weights always are.</summary>
    public bool Has(ModelTensor tensor) => _layout.Has(tensor);

    /// <summary>Whether the states that training was in are there.</summary>
    public bool HasState => Has(ModelTensor.hprev) && (Metadata.Cell != Cell.Lstm || Has(ModelTensor.cprev));

    /// <summary>Whether all that the optimizer keeps of a parameter is there: half of Adam's memory is none.</summary>
    public bool HasMemoryOf(ModelTensor parameter)
    {
        foreach ((int memory, _) in TensorTable.MemoriesOf(Metadata.Optimizer))
            if (!Has(parameter.MemoryOf(memory))) return false;
        return true;
    }

    /// <summary>Opens a file and checks its header, its sizes and that every number of the model is finite.</summary>
    /// <exception cref="CharRnnException">Missing, unreadable, damaged, or not a model.</exception>
    public static Checkpoint Open(string path)
    {
        FileTarget.CheckRegular(path);
        try
        {
            return Read(path);
        }
        catch (CheckpointFaultException e)
        {
            throw new CharRnnException(Messages.IsNotUsable(path, e.Message, e.Remedy), e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(path, e);
        }
    }

    /// <summary>Opens a file that may be anything; null where it is not a whole model.</summary>
    /// <exception cref="CharRnnException">It cannot be read.</exception>
    internal static Checkpoint? OpenIfWhole(string path)
    {
        try
        {
            return Open(path);
        }
        catch (CharRnnException e)
            when (e is LaterVersionException || e.InnerException is CheckpointFaultException or FileNotFoundException)
        {
            // A temporary file is gone too where another run has put it in place meanwhile.
            return null;
        }
    }

    /// <summary>
    /// Copies every tensor that the model has into it. Tensors that the file lacks become 0, an LSTM's forget biases too; half a state is
    /// none.
    /// </summary>
    /// <param name="model">A model of the same cell, layers, H and V; of the states it takes the first streams, as many as it has.</param>
    /// <param name="withState">Whether the states are read too; else the model keeps its own.</param>
    /// <param name="withMemory">Whether the optimizer's memory is read too, which is of the model's optimizer; else it becomes 0.</param>
    /// <exception cref="ArgumentException">It has other sizes.</exception>
    /// <exception cref="CharRnnException">The file can no longer be read.</exception>
    public void LoadInto(ITensorStore model, bool withState = true, bool withMemory = true)
    {
        try
        {
            foreach (TensorSpec wanted in model.Tensors)
                if (model.Has(wanted) && (withState || !wanted.Tensor.IsState))
                    LoadTensor(wanted, model, withMemory);

            // Last: what a model has in one bias, PyTorch has as a sum of two.
            foreach (TensorSpec stored in _layout.Tensors)
                if (IsRecurrentBias(stored) && Has(stored.Tensor))
                    _file.ReadTensor(_layout.Entries[stored.Tensor], stored, stored, null, model);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(Path, e);
        }

        model.RefreshDerived();
    }

    /// <summary>The weights and the states of stream 0 in memory of their own.</summary>
    /// <param name="kernel">That the memory is laid out for; it holds the model.</param>
    /// <exception cref="CharRnnException">The file can no longer be read.</exception>
    public ModelMemory LoadWeights(Kernel kernel)
    {
        ModelMemory model = kernel.ReserveWeights(Shape);
        try
        {
            LoadInto(model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Writes the metadata as properties of an open JSON object, under the file's names, numbers as numbers.</summary>
    public void WriteMetadata(Utf8JsonWriter json)
    {
        MetadataWriter writer = new(json, asStrings: false);
        if (!IsForeign) writer.WriteFormat(Metadata);
        writer.WriteNetwork(Metadata);
        writer.Write(Metadata);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsRecurrentBias(TensorSpec tensor) => tensor.Tensor is { Role: TensorRole.RecurrentBias, Memory: 0 };

    private void LoadTensor(TensorSpec wanted, ITensorStore model, bool withMemory)
    {
        ModelTensor tensor = wanted.Tensor;
        bool isRead = tensor.IsState ? HasState : tensor.Memory != 0 ? withMemory && HasMemoryOf(tensor) : !IsRecurrentBias(wanted);
        if (isRead && _layout.Entries.TryGetValue(tensor, out TensorEntry? entry))
            _file.ReadTensor(entry, _layout.SpecOf(tensor), wanted, _symbolOrder, model);
        else
            _file.ClearTensor(wanted, model);
    }

    private static Checkpoint Read(string path)
    {
        TensorFile file = TensorFile.Open(path);
        try
        {
            MetadataReader reader = new(file.Header.Metadata);
            reader.CheckVersion(path);
            Dictionary<string, TensorEntry> tensors = file.Header.Tensors;
            PyTorchModule? module = reader.IsForeign ? PyTorchModule.Find(tensors) : null;
            ModelShape network = module?.Network ?? reader.ReadNetwork();
            if (module is null) TensorLayout.CheckNames(tensors, TensorTable.Of(network));
            CheckpointMetadata metadata = reader.Read(network, path, module is not null);
            TensorLayout layout = new(module?.Tensors ?? tensors, metadata, module is not null);
            foreach ((ModelTensor tensor, TensorEntry entry) in layout.Entries)
                file.CheckValues(entry, CheckpointFormat.IsOfSquares(tensor, network.Optimizer));
            return new(path, file, layout, metadata with { BatchSize = layout.BatchSize }, reader, module);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
