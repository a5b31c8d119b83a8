namespace CharRnnFast.Checkpoints;

/// <summary>A safetensors header, as read.</summary>
/// <param name="Metadata">The strings under <c>__metadata__</c>.</param>
/// <param name="Tensors">The tensors by name.</param>
internal sealed record SafetensorsHeader(Dictionary<string, string> Metadata, Dictionary<string, TensorEntry> Tensors)
{
    /// <summary>Checks that the tensors cover the bytes behind the header exactly: no gap, no overlap, nothing left over.</summary>
    /// <exception cref="CheckpointFaultException">They do not.</exception>
    public void CheckLayout(long dataBytes)
    {
        TensorEntry[] inOrder = [.. Tensors.Values];
        Array.Sort(inOrder, static (a, b) => a.Begin == b.Begin ? a.End.CompareTo(b.End) : a.Begin.CompareTo(b.Begin));
        long covered = 0;
        foreach (TensorEntry tensor in inOrder)
        {
            string name = Display.Path(tensor.Name);
            if (tensor.Begin != covered) throw new CheckpointFaultException($"{name} begins at byte {tensor.Begin} where {covered} was due");
            if (!tensor.FillsItsBytes) throw new CheckpointFaultException($"the shape of {name} does not fill its {tensor.End - tensor.Begin} bytes");
            covered = tensor.End;
        }

        if (covered > dataBytes) throw new CheckpointFaultException($"{covered - dataBytes} bytes are missing at its end");
        if (covered < dataBytes) throw new CheckpointFaultException($"{dataBytes - covered} bytes too many are at its end");
    }
}
