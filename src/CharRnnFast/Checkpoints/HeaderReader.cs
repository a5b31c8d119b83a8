using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CharRnnFast.Checkpoints;

/// <summary>Reads a safetensors header of any origin; what it allocates is bounded by the header's length.</summary>
internal ref struct HeaderReader
{
    private readonly Dictionary<string, string?> _metadata = [];
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private Utf8JsonReader _json;

    private HeaderReader(ReadOnlySpan<byte> header) => _json = new(header);

    /// <summary>Reads the whole header.</summary>
    /// <exception cref="CheckpointFaultException">It is not one.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> header)
    {
        try
        {
            // The format allows padding after the object, not before it.
            if (header is not [(byte)'{', ..]) throw new JsonException();
            return new HeaderReader(header).Read();
        }
        catch (JsonException)
        {
            throw new CheckpointFaultException(Messages.HeaderIsNoJson());
        }
    }

    private SafetensorsHeader Read()
    {
        MustRead();
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

    /// <summary>Other programs may put anything there; whoever needs a value finds out whether it is a string.</summary>
    private bool ReadMetadata()
    {
        MustRead();
        if (_json.TokenType == JsonTokenType.Null) return true;
        if (_json.TokenType != JsonTokenType.StartObject) throw new CheckpointFaultException(Messages.MetadataIsNoObject());
        while (NextKey() is string key)
        {
            MustRead();
            Add(_metadata, key, _json.TokenType == JsonTokenType.String ? Text() : null);
            _json.Skip();
        }

        return true;
    }

    private TensorEntry ReadTensor(string name)
    {
        string? elementType = null;
        long[]? shape = null;
        long[]? offsets = null;
        MustRead();
        if (_json.TokenType != JsonTokenType.StartObject) throw Bad(name);
        while (NextKey() is string key)
        {
            if (key == "dtype" && elementType is null) elementType = ReadText(name);
            else if (key == "shape" && shape is null) shape = ReadSizes(name);
            else if (key == "data_offsets" && offsets is null) offsets = ReadSizes(name);
            else throw Bad(name);
        }

        if (elementType is null || shape is null || offsets is not [long begin, long end] || begin > end) throw Bad(name);
        return new(name, elementType, [.. shape], begin, end);
    }

    private string ReadText(string tensor)
    {
        MustRead();
        return _json.TokenType == JsonTokenType.String ? Text() : throw Bad(tensor);
    }

    private long[] ReadSizes(string tensor)
    {
        MustRead();
        if (_json.TokenType != JsonTokenType.StartArray) throw Bad(tensor);
        List<long> sizes = [];
        while (_json.Read() && _json.TokenType == JsonTokenType.Number)
        {
            if (!_json.TryGetInt64(out long size) || size < 0) throw new CheckpointFaultException(Messages.SizeIsOutOfRange());
            sizes.Add(size);
        }

        return _json.TokenType == JsonTokenType.EndArray ? [.. sizes] : throw Bad(tensor);
    }

    /// <summary>The next key of the object that is open, or null at its end.</summary>
    private string? NextKey() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? Text() : null;

    /// <summary>The string or key that was read last.</summary>
    private string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string written = Display.Short(Encoding.UTF8.GetString(_json.ValueSpan));
            throw new CheckpointFaultException(
                Utf8.IsValid(_json.ValueSpan) ? Messages.HeaderHasHalfAPair(written) : Messages.HeaderIsNotUtf8(written));
        }
    }

    private void MustRead()
    {
        if (!_json.Read()) throw new JsonException();
    }

    private static void Add<T>(Dictionary<string, T> values, string key, T value)
    {
        if (!values.TryAdd(key, value)) throw Twice(key);
    }

    private static CheckpointFaultException Bad(string name) => new(Messages.HeaderDoesNotDescribe(name));

    private static CheckpointFaultException Twice(string key) => new(Messages.HeaderHasTwice(key));
}
