using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using CharRnnFast.Files;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>Writes a checkpoint's header into one buffer that is used again for every save.</summary>
internal sealed class HeaderWriter
{
    // The tensors of 8 layers take 12 KiB, a symbol up to 8 bytes, and the JSON writer wants room for a string three times over.
    private const int BufferBytes = 1 << 15;
    private const int BytesPerSymbol = 32;

    private readonly FixedBuffer _buffer;
    private readonly Utf8JsonWriter _json;

    /// <summary>A writer with its buffer.</summary>
    /// <param name="symbols">The most that a vocabulary has.</param>
    public HeaderWriter(int symbols)
    {
        _buffer = new(BufferBytes + (symbols * BytesPerSymbol));

        // The relaxed encoder leaves the plus sign of 1E+20 as it is.
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        _json = new(_buffer, options);
    }

    /// <summary>Bytes of the tensors after the header last written.</summary>
    public long DataBytes { get; private set; }

    /// <summary>The header last written; valid until the next call of <see cref="Write"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.Written;

    /// <summary>The header with its length in front, padded; valid until the next call.</summary>
    /// <exception cref="ArgumentException">
    /// Metadata and model disagree about V, B or the kind of model: the file could not be read again.
    /// </exception>
    public ReadOnlySpan<byte> Write(CheckpointMetadata metadata, ITensorStore model)
    {
        CheckSizes(metadata, model);
        _buffer.Clear();
        _buffer.GetSpan(CheckpointFormat.PrefixBytes)[..CheckpointFormat.PrefixBytes].Clear();
        _buffer.Advance(CheckpointFormat.PrefixBytes);
        _json.Reset(_buffer);
        _json.WriteStartObject();
        WriteMetadata(metadata);
        WriteTensors(model);
        _json.WriteEndObject();
        _json.Flush();
        while (_buffer.Count % CheckpointFormat.HeaderAlignment != 0) _buffer.Append((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.Written, _buffer.Count - CheckpointFormat.PrefixBytes);
        return _buffer.Written;
    }

    private static void CheckSizes(CheckpointMetadata metadata, ITensorStore model)
    {
        bool sameVocab = true, sameBatch = true;
        ImmutableArray<TensorSpec> named = TensorTable.Of(metadata.ShapeOf(1));
        bool sameKind = named.Length == model.Tensors.Length;
        for (int i = 0; sameKind && i < named.Length; i++) sameKind = named[i].Name == model.Tensors[i].Name;
        foreach (TensorSpec tensor in model.Tensors)
        {
            if (tensor.Tensor.Role == TensorRole.OutputWeights) sameVocab &= metadata.Vocabulary.Count == tensor.Rows;
            if (tensor.Tensor == ModelTensor.hprev && metadata.BatchSize is int batch) sameBatch = tensor.Shape[^2] == batch;
        }

        if (!sameVocab || !sameBatch) throw new ArgumentException("The metadata are of a model of another size.", nameof(metadata));
        if (!sameKind) throw new ArgumentException("The metadata are of a model of another kind.", nameof(metadata));
    }

    private void WriteMetadata(CheckpointMetadata metadata)
    {
        _json.WriteStartObject(CheckpointFormat.MetadataKey);
        MetadataWriter writer = new(_json, asStrings: true);
        writer.WriteFormat(metadata);
        if (!metadata.ShapeOf(1).IsSeedAlgorithm) writer.WriteNetwork(metadata);
        writer.Write(metadata);
        _json.WriteEndObject();
    }

    private void WriteTensors(ITensorStore model)
    {
        long offset = 0;
        foreach (TensorSpec tensor in model.Tensors)
        {
            if (!model.Has(tensor)) continue;
            long end = offset + ((long)tensor.Rows * tensor.Columns * sizeof(float));
            WriteTensor(tensor, offset, end);
            offset = end;
        }

        DataBytes = offset;
    }

    private void WriteTensor(TensorSpec tensor, long begin, long end)
    {
        _json.WriteStartObject(tensor.Name);
        _json.WriteString("dtype"u8, CheckpointFormat.ElementType);
        _json.WriteStartArray("shape"u8);
        foreach (long size in tensor.Shape) _json.WriteNumberValue(size);
        _json.WriteEndArray();
        _json.WriteStartArray("data_offsets"u8);
        _json.WriteNumberValue(begin);
        _json.WriteNumberValue(end);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
