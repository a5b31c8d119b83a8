using System.Text.Json;

namespace CharRnnFast.Checkpoints;

/// <summary>Reads a safetensors header of any origin; what it allocates is bounded by the header's length.</summary>
internal ref struct HeaderReader
{
    // The header, a tensor, its shape.
    private const int MaxDepth = 3;

    private readonly Dictionary<string, string> _metadata = [];
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private Utf8JsonReader _json;

    private HeaderReader(ReadOnlySpan<byte> header) => _json = new(header, new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <summary>Reads the whole header.</summary>
    /// <exception cref="CheckpointFaultException">It is not one.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> header)
    {
        try
        {
            // The format allows padding behind the object, not in front of it.
            if (header is not [(byte)'{', ..]) throw new JsonException();
            return new HeaderReader(header).Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is for a string that is not valid UTF-8 or holds half a surrogate pair.
            throw new CheckpointFaultException(Messages.HeaderIsNoJson());
        }
    }

    private SafetensorsHeader Read()
    {
        Expect(JsonTokenType.StartObject);
        bool hasMetadata = false;
        while (NextKey() is string name)
        {
            if (name != CheckpointFormat.MetadataKey) Add(_tensors, name, ReadTensor(name));
            else if (hasMetadata) throw Twice(name);
            else hasMetadata = ReadMetadata();
        }

        if (_json.Read()) throw new JsonException();
        return new(_metadata, _tensors);
    }

    private bool ReadMetadata()
    {
        Expect(JsonTokenType.StartObject);
        while (NextKey() is string key)
        {
            Expect(JsonTokenType.String);
            Add(_metadata, key, _json.GetString()!);
        }

        return true;
    }

    private TensorEntry ReadTensor(string name)
    {
        string? elementType = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(JsonTokenType.StartObject);
        while (NextKey() is string key)
        {
            if (key == "dtype" && elementType is null) elementType = ReadText();
            else if (key == "shape" && shape is null) shape = ReadSizes();
            else if (key == "data_offsets" && offsets is null) offsets = ReadSizes();
            else throw Bad(name);
        }

        if (elementType is null || shape is null || offsets is not [long begin, long end] || begin > end) throw Bad(name);
        return new(name, elementType, [.. shape], begin, end);
    }

    private string ReadText()
    {
        Expect(JsonTokenType.String);
        return _json.GetString()!;
    }

    private long[] ReadSizes()
    {
        List<long> sizes = [];
        Expect(JsonTokenType.StartArray);
        while (_json.Read() && _json.TokenType == JsonTokenType.Number)
        {
            if (!_json.TryGetInt64(out long size) || size < 0) throw new CheckpointFaultException(Messages.SizeIsOutOfRange());
            sizes.Add(size);
        }

        if (_json.TokenType != JsonTokenType.EndArray) throw new JsonException();
        return [.. sizes];
    }

    /// <summary>The next key of the object that is open, or null at its end.</summary>
    private string? NextKey() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? _json.GetString() : null;

    private void Expect(JsonTokenType type)
    {
        if (!_json.Read() || _json.TokenType != type) throw new JsonException();
    }

    private static void Add<T>(Dictionary<string, T> values, string key, T value)
    {
        if (!values.TryAdd(key, value)) throw Twice(key);
    }

    private static CheckpointFaultException Bad(string name) => new(Messages.HeaderDoesNotDescribe(name));

    private static CheckpointFaultException Twice(string key) => new(Messages.HeaderHasTwice(key));
}
