namespace CharRnnFast.Checkpoints;

/// <summary>The output layer, an nn.Linear, among the tensors of a module that are not its recurrent network's.</summary>
/// <param name="tensors">These tensors, by name.</param>
/// <param name="inputWeights">The name of the first layer's input weights, for the line that folds an embedding into them.</param>
internal sealed class PyTorchOutput(Dictionary<string, TensorEntry> tensors, string inputWeights)
{
    private const string Weight = "weight";

    private readonly string[] _names = [.. tensors.Keys];

    /// <summary>The names of its weight [V,H] and its bias [V]: one pair of a name, else the only ones of these shapes.</summary>
    /// <param name="vocab">V, the columns of the input weights.</param>
    /// <param name="hidden">H.</param>
    /// <exception cref="CheckpointFaultException">There are several, there is none, or V is not that of the symbols.</exception>
    public (string Weight, string Bias) Find(long vocab, long hidden)
    {
        string[] weights = NamesOf([vocab, hidden]), biases = NamesOf([vocab]);
        string[] paired = Array.FindAll(weights, name => BiasOf(name) is string bias && TensorShapes.IsVector(tensors[bias], vocab));
        if (paired.Length > 1)
            throw new CheckpointFaultException(
                Messages.HasTwoOutputLayers(PyTorchModule.Shown(paired[0]), PyTorchModule.Shown(paired[1])),
                "save the module with one of them");
        string? weight = paired is [string named] ? named : weights is [string only] && biases.Length == 1 ? only : null;
        CheckNoEmbedding(weight, weights, vocab);
        return weight is null ? throw Missing(weights, vocab, hidden) : (weight, paired.Length == 1 ? BiasOf(weight)! : biases[0]);
    }

    // An embedding has no bias, and a column for each input of the network. It has V rows, but V is known only if it is the inputs, too.
    private void CheckNoEmbedding(string? output, string[] outputs, long inputs)
    {
        string[] found = Array.FindAll(_names, name => name != output && BiasOf(name) is null
            && tensors[name].Shape is [long rows, long columns] && columns == inputs && (output is null || rows == inputs));
        bool isOutput = output is null && found is [string only] && Array.IndexOf(outputs, only) >= 0;
        if (found.Length == 0 || isOutput) return;
        string embedding = Array.Find(found, name => name.Contains("emb", StringComparison.OrdinalIgnoreCase)) ?? found[0];
        string input = $"tensors['{PythonText(inputWeights)}']";
        throw new CheckpointFaultException(
            Messages.HasAnEmbedding(PyTorchModule.Shown(embedding)),
            $"fold it into the weights: {input} = {input} @ tensors.pop('{PythonText(embedding)}').T");
    }

    private CheckpointFaultException Missing(string[] weights, long vocab, long hidden)
    {
        if (weights is not [string weight])
            return new(Messages.HasNoOutputLayer(vocab, hidden), "save the module with its nn.Linear: model.state_dict()");
        if (BiasOf(weight) is string bias) TensorShapes.Check(tensors[bias] with { Name = PyTorchModule.Shown(bias) }, [vocab]);
        return new(
            Messages.HasNoOutputBias(PyTorchModule.Shown(weight)),
            $"add one of zeros: tensors['{PythonText(NameOfBias(weight))}'] = torch.zeros(len(tensors['{PythonText(weight)}']))");
    }

    private string[] NamesOf(long[] shape) => Array.FindAll(_names, name => tensors[name].Shape.AsSpan().SequenceEqual(shape));

    private string? BiasOf(string weight) => NameOfBias(weight) is string bias && tensors.ContainsKey(bias) ? bias : null;

    // An own parameter may have any name.
    private static string NameOfBias(string weight) =>
        weight.EndsWith(Weight, StringComparison.Ordinal) ? weight[..^Weight.Length] + "bias" : weight + "_bias";

    private static string PythonText(string name) => PyTorchModule.Shown(MetadataReader.PythonText(name));
}
