namespace CharRnnFast.Checkpoints;

/// <summary>A safetensors header, as read.</summary>
/// <param name="Metadata">The strings under <c>__metadata__</c>; null: another value than a string.</param>
/// <param name="Tensors">The tensors by name.</param>
internal sealed record SafetensorsHeader(Dictionary<string, string?> Metadata, Dictionary<string, TensorEntry> Tensors)
{
    /// <summary>Checks that the tensors cover the bytes after the header exactly: no gap, no overlap, nothing left over.</summary>
    /// <exception cref="CheckpointFaultException">They do not.</exception>
    public void CheckLayout(long dataBytes)
    {
        TensorEntry[] inOrder = [.. Tensors.Values];
        Array.Sort(inOrder, static (a, b) => a.Begin == b.Begin ? a.End.CompareTo(b.End) : a.Begin.CompareTo(b.Begin));
        long covered = 0;
        foreach (TensorEntry tensor in inOrder)
        {
            string name = Display.Short(tensor.Name);
            if (tensor.Begin != covered) throw new CheckpointFaultException(Messages.BeginsElsewhere(name, tensor.Begin, covered));
            if (!tensor.FillsItsBytes) throw new CheckpointFaultException(Messages.DoesNotFillItsBytes(name, tensor.End - tensor.Begin));
            covered = tensor.End;
        }

        if (covered > dataBytes) throw new CheckpointFaultException(Messages.BytesAreMissing(covered - dataBytes));
        if (covered < dataBytes) throw new CheckpointFaultException(Messages.BytesAreTooMany(dataBytes - covered));
    }
}
