using System.Globalization;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>
/// A recurrent network and its output layer among the tensors of a file that PyTorch wrote: found by the names that nn.RNN, nn.GRU and
/// nn.LSTM give, under any prefix, and by shapes, as a module may call its parts what it likes.
/// </summary>
internal sealed class PyTorchModule
{
    private const string InputWeights = "weight_ih_l";
    private const string RecurrentWeights = "weight_hh_l";
    private const string First = InputWeights + "0";

    /// <summary>What to do with other element types.</summary>
    public const string TypeRemedy = "save the module as float32: model.float()";

    // Longer names are cut in messages; a module's own have some 40 characters.
    private const int LongestName = 200;

    private static readonly string[] LayerTensors = [InputWeights, RecurrentWeights, "bias_ih_l", "bias_hh_l"];

    private readonly Dictionary<string, TensorEntry> _all;
    private readonly Dictionary<string, TensorEntry> _rest = [];
    private readonly string _prefix;

    private PyTorchModule(Dictionary<string, TensorEntry> tensors, string[] names, string prefix)
    {
        _all = tensors;
        _prefix = prefix;
        foreach (string name in names) _rest.Add(name, tensors[name]);
        Refuse(First + "_reverse", Messages.IsBidirectional, "train one with bidirectional=False");
        Refuse("weight_hr_l0", Messages.IsProjected, "train one without proj_size");
        Network = new ModelShape(1, 1, 1) { Layers = CountLayers() };
        TakeLayers();
        (TensorEntry input, TensorEntry recurrent) = (Tensors[NameOf(InputWeights, 0)], Tensors[NameOf(RecurrentWeights, 0)]);
        Network = Network with { Cell = CellOf(input, recurrent) };
        CheckWidths(recurrent);
        TakeOthers(input.Shape[1], recurrent.Shape[1]);
        Unread = Array.ConvertAll([.. _rest.Keys], Shown);
    }

    /// <summary>Cell and layers; the sizes are all 1, and the optimizer is that of a fresh run.</summary>
    public ModelShape Network { get; }

    /// <summary>Its tensors by their names in <see cref="TensorTable"/>; each keeps its own name, as messages show it.</summary>
    public Dictionary<string, TensorEntry> Tensors { get; } = [];

    /// <summary>Whether an optimizer's memory is there, which is not read: the counter that goes with it is unknown.</summary>
    public bool HasMemory => _rest.Count + Tensors.Count < _all.Count;

    /// <summary>
    /// Names, as messages show them, of tensors that are neither read nor an optimizer's memory: the module may compute with them.
    /// </summary>
    public string[] Unread { get; }

    /// <summary>The network in a file; null: its names are not PyTorch's.</summary>
    /// <exception cref="CheckpointFaultException">It is one that this program does not have, or a part of it is missing.</exception>
    public static PyTorchModule? Find(Dictionary<string, TensorEntry> tensors)
    {
        string[] names = Array.FindAll([.. tensors.Keys], name => !IsMemory(name));
        string[] networks = Array.FindAll(names, name => name.EndsWith(First, StringComparison.Ordinal));
        bool hasSeed = tensors.ContainsKey("Wxh");
        if (hasSeed && networks.Length > 0)
            throw new CheckpointFaultException(Messages.HasTwoNetworks("Wxh", Shown(networks[0])), "save one of them");
        if (networks.Length > 1) throw HasTwo(networks[0], networks[1]);
        if (networks is [string first]) return new(tensors, names, first[..^First.Length]);
        string? cell = hasSeed ? null : Array.Find(names, name => name.EndsWith("weight_ih", StringComparison.Ordinal));
        if (cell is null) return null;
        throw new CheckpointFaultException(
            Messages.IsOfACell(Shown(cell)),
            $"rename its tensors as a layer's, by adding _l0: {Shown(cell)}_l0 and so on, and those of a cell above as {Shown(cell)}_l1");
    }

    /// <summary>A tensor's name, which another program chose, as messages show it.</summary>
    public static string Shown(string name) => name.Length <= LongestName ? Display.Path(name) : Display.Short(name);

    private static CheckpointFaultException HasTwo(string first, string second) => new(
        Messages.HasTwoNetworks(Shown(first), Shown(second)),
        "save one of them with its output layer, or, if they are layers of one size, rename the upper one's tensors as those of layer 1 " +
        "of the other, weight_ih_l1 and so on under the same prefix");

    private static bool IsMemory(string name)
    {
        foreach (Optimizer optimizer in (Optimizer[])[Optimizer.Adagrad, Optimizer.Rmsprop, Optimizer.Adam])
            foreach ((_, string prefix) in TensorTable.MemoriesOf(optimizer))
                if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string NameOf(string tensor, int layer) => string.Create(CultureInfo.InvariantCulture, $"rnn.{tensor}{layer}");

    private void Refuse(string tensor, Func<string, string> fault, string remedy)
    {
        if (_rest.ContainsKey(_prefix + tensor)) throw new CheckpointFaultException(fault(Shown(_prefix + tensor)), remedy);
    }

    private int CountLayers()
    {
        int layers = 0;
        foreach (string name in _rest.Keys)
        {
            if (IsOfAnotherPrefix(name)) throw HasTwo(_prefix + First, name);
            int layer = LayerOf(name);
            if (layer >= ModelShape.MaxLayers)
                throw new CheckpointFaultException(
                    Messages.HasTooManyLayers(Shown(name), ModelShape.MaxLayers), "train one with fewer layers");
            layers = Math.Max(layers, layer + 1);
        }

        return layers;
    }

    private bool IsOfAnotherPrefix(string name)
    {
        int at = name.LastIndexOf(InputWeights, StringComparison.Ordinal), digits = at + InputWeights.Length;
        return at >= 0 && digits < name.Length && !name.AsSpan(digits).ContainsAnyExceptInRange('0', '9') && name[..at] != _prefix;
    }

    // From 0; -1: it is not a tensor of a layer.
    private int LayerOf(string name)
    {
        if (!name.StartsWith(_prefix, StringComparison.Ordinal)) return -1;
        ReadOnlySpan<char> own = name.AsSpan(_prefix.Length);
        foreach (string tensor in LayerTensors)
            if (own.StartsWith(tensor, StringComparison.Ordinal)
                && int.TryParse(own[tensor.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int layer))
                return layer;
        return -1;
    }

    private void TakeLayers()
    {
        for (int layer = 0; layer < Network.Layers; layer++)
            foreach (string tensor in LayerTensors)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{tensor}{layer}");
                if (_rest.ContainsKey(name)) Take(name, NameOf(tensor, layer));
                else if (tensor is InputWeights or RecurrentWeights)
                    throw new CheckpointFaultException(
                        Messages.HasNoTensor(Shown(name), TensorLayout.Names(_all)), "save all tensors of the module: model.state_dict()");
            }
    }

    // The states first: the sizes of one could be those of an output layer.
    private void TakeOthers(long vocab, long hidden)
    {
        foreach (string state in (string[])["hprev", "cprev"])
            if (_rest.ContainsKey(state)) Take(state, state);
        (string weight, string bias) = new PyTorchOutput(_rest, _prefix + First, vocab, hidden).Find();
        Take(weight, "out.weight");
        Take(bias, "out.bias");
    }

    private void Take(string name, string knownName)
    {
        _rest.Remove(name, out TensorEntry? entry);
        Tensors.Add(knownName, entry! with { Name = Shown(name) });
        TensorShapes.CheckType(Tensors[knownName], TypeRemedy);
    }

    private static Cell CellOf(TensorEntry input, TensorEntry recurrent)
    {
        string shape = TensorShapes.Show(recurrent.Shape);
        if (input.Shape is [long rows, _] && recurrent.Shape is [long sameRows, long hidden] && rows == sameRows)
        {
            if (hidden is < 1 or > ModelShape.MaxHiddenSize)
                throw new CheckpointFaultException(Messages.HiddenSizeIsOutOfRange(recurrent.Name, shape, ModelShape.MaxHiddenSize));
            if (rows == hidden) return Cell.Rnn;
            if (rows == 3 * hidden) return Cell.Gru;
            if (rows == 4 * hidden) return Cell.Lstm;
        }

        throw new CheckpointFaultException(
            Messages.GatesAreUnknown(input.Name, TensorShapes.Show(input.Shape), recurrent.Name, shape),
            "save the module's own tensors, not transposed or cut");
    }

    private void CheckWidths(TensorEntry first)
    {
        for (int layer = 1; layer < Network.Layers; layer++)
        {
            TensorEntry other = Tensors[NameOf(RecurrentWeights, layer)];
            if (other.Shape is [_, long columns] && columns != first.Shape[1])
                throw new CheckpointFaultException(
                    Messages.LayersDiffer(first.Name, first.Shape[1], other.Name, columns), "train one with layers of one size");
        }
    }
}
