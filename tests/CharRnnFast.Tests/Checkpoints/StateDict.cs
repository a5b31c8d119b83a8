using System.Text.Json;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A module's tensors as PyTorch saves them, in its order: shapes, and numbers that all differ.</summary>
internal sealed class StateDict
{
    private readonly List<(string Name, int[] Shape, float[] Values)> _tensors = [];
    private int _count;

    public static StateDict Of(Cell cell, int layers, string prefix, string head, int hidden = 3, int vocab = 4)
    {
        StateDict module = new();
        int rows = new ModelShape(1, 2, 1) { Cell = cell }.Gates * hidden;
        for (int layer = 0; layer < layers; layer++)
        {
            module.Add($"{prefix}weight_ih_l{layer}", rows, layer == 0 ? vocab : hidden);
            module.Add($"{prefix}weight_hh_l{layer}", rows, hidden);
            module.Add($"{prefix}bias_ih_l{layer}", rows);
            module.Add($"{prefix}bias_hh_l{layer}", rows);
        }

        return module.Add(head + ".weight", vocab, hidden).Add(head + ".bias", vocab);
    }

    public StateDict Add(string name, params int[] shape)
    {
        int count = shape.Aggregate(1, (product, size) => product * size);
        _tensors.Add((name, shape, [.. Enumerable.Range(_count, count).Select(i => i / 64f)]));
        _count += count;
        return this;
    }

    public void Remove(string name) => Assert.Equal(1, _tensors.RemoveAll(tensor => tensor.Name == name));

    public void Rename(string name, string other)
    {
        int at = _tensors.FindIndex(tensor => tensor.Name == name);
        _tensors[at] = _tensors[at] with { Name = other };
    }

    public float[] Row(string name, int row)
    {
        (_, int[] shape, float[] values) = _tensors.Single(tensor => tensor.Name == name);
        return values[(row * shape[^1])..((row + 1) * shape[^1])];
    }

    public CheckpointFile ToFile(string? vocabulary, string type = "F32", int bytes = 4)
    {
        Dictionary<string, string> metadata = new() { ["format"] = "pt" };
        if (vocabulary is not null) metadata.Add("vocabulary", vocabulary);
        Dictionary<string, object> header = new() { ["__metadata__"] = metadata };
        int end = 0;
        foreach ((string name, int[] shape, float[] values) in _tensors)
            header.Add(name, new { dtype = type, shape, data_offsets = (int[])[end, end += values.Length * bytes] });
        byte[] data = type == "F32" ? [.. _tensors.SelectMany(tensor => tensor.Values).SelectMany(BitConverter.GetBytes)] : new byte[end];
        return new(JsonSerializer.Serialize(header), data);
    }
}
