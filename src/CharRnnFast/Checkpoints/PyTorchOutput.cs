namespace CharRnnFast.Checkpoints;

/// <summary>The output layer, an nn.Linear, among the tensors of a module that are not its recurrent network's.</summary>
/// <param name="tensors">These tensors, by name.</param>
/// <param name="inputWeights">The name of the first layer's input weights.</param>
/// <param name="inputs">Their columns: V, if the network is fed the symbols.</param>
/// <param name="hidden">H.</param>
internal sealed class PyTorchOutput(Dictionary<string, TensorEntry> tensors, string inputWeights, long inputs, long hidden)
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private readonly string[] _names = [.. tensors.Keys];

    /// <summary>The names of its weight [V,H] and its bias [V]: of one stem, or, of own names, the only ones of these shapes.</summary>
    /// <exception cref="CheckpointFaultException">There are several, there is none, or V is not that of the symbols.</exception>
    public (string Weight, string Bias) Find()
    {
        string[] linears = Array.FindAll(_names, name => IsMatrix(name, null, hidden) && HasBias(name));
        string[] outputs = Array.FindAll(linears, HasOutputShape);
        if (outputs.Length > 1) throw HasTwo(outputs);
        (string Weight, string Bias)? output = outputs is [string one] ? (one, NameOfBias(one)) : FindByShapes();
        if (output is null) CheckNotTransposed();
        if (output is null) CheckNotParametrized();
        CheckNoEmbedding(output?.Weight, linears);
        return output ?? throw Missing(linears);
    }

    // Own parameters may have any names; those of modules end in weight and bias.
    private (string Weight, string Bias)? FindByShapes()
    {
        string[] own = Array.FindAll(_names, name => !EndsIn(name, Weight) && !EndsIn(name, Bias));
        string[] weights = Array.FindAll(own, HasOutputShape);
        string[] biases = Array.FindAll(own, name => tensors[name].Shape is [long rows] && rows == inputs);
        return weights is [string weight] && biases is [string bias] ? (weight, bias) : null;
    }

    private void CheckNotTransposed()
    {
        string? found = inputs == hidden ? null
            : Array.Find(_names, name => IsMatrix(name, hidden, inputs) && (HasBias(name, inputs) || !EndsIn(name, Weight)));
        if (found is not null) throw TensorShapes.Transposed(tensors[found] with { Name = Shown(found) });
    }

    // torch.nn.utils.weight_norm stores a direction and a length, parametrizations what they like.
    private void CheckNotParametrized()
    {
        string? found = Array.Find(_names, name =>
            EndsIn(name, "weight_v") || EndsIn(name, "weight_orig") || name.Contains("parametrizations.", StringComparison.Ordinal));
        if (found is not null)
            throw new CheckpointFaultException(
                Messages.IsParametrized(Shown(found)),
                "save the module without: torch.nn.utils.remove_weight_norm or parametrize.remove_parametrizations");
    }

    // An embedding has a column for each input of the network, and no bias. An output layer without bias may look like it if that is H.
    private void CheckNoEmbedding(string? output, string[] linears)
    {
        string[] found = Array.FindAll(_names, name => name != output && IsMatrix(name, null, inputs) && IsAlone(name));
        bool mayBeOutput = output is null && linears.Length == 0 && inputs == hidden;
        if (mayBeOutput && found.Length > 1) throw OneIsAnEmbedding(found);
        if (found.Length == 0 || (mayBeOutput && HasOutputShape(found[0]) && OrphanedBias(found[0]) is null)) return;
        string embedding = Array.Find(found, name => name.Contains("emb", StringComparison.OrdinalIgnoreCase)) ?? found[0];
        TensorShapes.CheckType(tensors[embedding] with { Name = Shown(embedding) }, PyTorchModule.TypeRemedy);
        string shared = OrphanedBias(embedding) is string bias ? StemOf(bias) + Weight : "out.weight";
        string keep = mayBeOutput ? $"keep it as the output layer's, {Tensor(shared)} = {Tensor(embedding)}, and " : "";
        throw new CheckpointFaultException(
            Messages.HasAnEmbedding(Shown(embedding)), $"{keep}{Fold(Popped(embedding))}, or leave it out if it is none");
    }

    // A weight that an embedding and the output layer share may be stored under the embedding's name alone.
    private string? OrphanedBias(string embedding) => Array.Find(_names, name => EndsIn(name, "." + Bias)
        && TensorShapes.IsVector(tensors[name], tensors[embedding].Shape[0]) && !tensors.ContainsKey(StemOf(name) + Weight));

    private CheckpointFaultException Missing(string[] linears)
    {
        string[] alone = Array.FindAll(_names, name => HasOutputShape(name) && IsAlone(name));
        if (alone.Length > 1) return HasTwo(alone);
        if (alone is [string weight])
            return new(
                Messages.HasNoOutputBias(Shown(weight)),
                $"add one of zeros: {Tensor(NameOfBias(weight))} = torch.zeros(len({Tensor(weight)}))");
        if (linears.Length > 0) return IsOfAnotherSize(linears[0]);
        string? cut = Array.Find(_names, HasOutputShape);
        if (cut is not null) TensorShapes.Check(tensors[NameOfBias(cut)] with { Name = Shown(NameOfBias(cut)) }, [inputs]);
        return new(Messages.HasNoOutputLayer(inputs, hidden), "save the module with its nn.Linear: tensors = model.state_dict()");
    }

    private CheckpointFaultException IsOfAnotherSize(string linear) => new(
        Messages.OutputIsOfAnotherSize(Shown(linear), tensors[linear].Shape[0], Shown(inputWeights), inputs),
        inputs == hidden
            ? $"if it is the embedding too, {Fold(Tensor(linear))}"
            : "feed the network the symbols, one-hot, and let one nn.Linear have a row for each of them");

    private CheckpointFaultException OneIsAnEmbedding(string[] names) => new(
        Messages.OneIsAnEmbedding(Shown(names[0]), Shown(names[1])),
        $"{Fold("tensors.pop(EMBEDDING)")}, EMBEDDING being the one that feeds the network");

    private static CheckpointFaultException HasTwo(string[] names) =>
        new(Messages.HasTwoOutputLayers(Shown(names[0]), Shown(names[1])), "save the module with one of them");

    private string Fold(string embedding)
    {
        string input = Tensor(inputWeights);
        return $"fold it into the weights and save tensors, vocabulary and all: {input} = {input} @ {embedding}.T";
    }

    private bool HasOutputShape(string name) => IsMatrix(name, inputs, hidden);

    private bool IsMatrix(string name, long? rows, long columns) =>
        tensors[name].Shape is [long first, long last] && last == columns && (rows ?? first) == first;

    private bool HasBias(string weight) => HasBias(weight, tensors[weight].Shape[0]);

    private bool HasBias(string weight, long size) =>
        tensors.TryGetValue(NameOfBias(weight), out TensorEntry? bias) && TensorShapes.IsVector(bias, size);

    private bool IsAlone(string weight) => !tensors.ContainsKey(NameOfBias(weight));

    private static string NameOfBias(string weight) => EndsIn(weight, Weight) ? weight[..^Weight.Length] + Bias : weight + "_bias";

    private static string StemOf(string bias) => bias[..^Bias.Length];

    private static bool EndsIn(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);

    private static string Shown(string name) => PyTorchModule.Shown(name);

    private static string Tensor(string name) => $"tensors['{Shown(MetadataReader.PythonText(name))}']";

    private static string Popped(string name) => $"tensors.pop('{Shown(MetadataReader.PythonText(name))}')";
}
