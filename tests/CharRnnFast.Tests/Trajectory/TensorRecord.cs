using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CharRnnFast.Tests.Trajectory;

/// <summary>The float32 tensors and the metadata of a safetensors file, which is trusted.</summary>
internal sealed class TensorRecord
{
    private readonly JsonElement _header;
    private readonly byte[] _values;

    public TensorRecord(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int headerEnd = sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        _header = JsonSerializer.Deserialize<JsonElement>(file.AsSpan(sizeof(ulong)..headerEnd));
        _values = file[headerEnd..];
    }

    public string Metadata(string key) => _header.GetProperty("__metadata__").GetProperty(key).GetString()!;

    public int Rows(string tensor) => _header.GetProperty(tensor).GetProperty("shape")[0].GetInt32();

    public int Columns(string tensor) => _header.GetProperty(tensor).GetProperty("shape")[1].GetInt32();

    /// <summary>All elements, row by row.</summary>
    public float[] Values(string tensor)
    {
        JsonElement offsets = _header.GetProperty(tensor).GetProperty("data_offsets");
        return MemoryMarshal.Cast<byte, float>(_values.AsSpan(offsets[0].GetInt32()..offsets[1].GetInt32())).ToArray();
    }
}
