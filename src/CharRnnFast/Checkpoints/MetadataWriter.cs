using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Checkpoints;

/// <summary>Writes metadata as properties of an open JSON object.</summary>
/// <param name="json">Where to.</param>
/// <param name="asStrings">
/// Every value as a string, as a safetensors header wants it; else numbers as numbers, for people's programs.
/// </param>
internal readonly ref struct MetadataWriter(Utf8JsonWriter json, bool asStrings)
{
    // A scalar value has up to 7 digits, and a comma.
    private const int MaxSymbolBytes = 8;
    private const int MaxNumberBytes = 32;

    /// <summary>The properties that say whose file it is.</summary>
    public void WriteFormat(CheckpointMetadata metadata)
    {
        bool isSeed = metadata.ShapeOf(1).IsSeedAlgorithm;
        json.WriteString(MetadataKeys.Format, CheckpointFormat.FormatName);
        Write<int>(MetadataKeys.FormatVersion, isSeed ? CheckpointFormat.SeedVersion : CheckpointFormat.LatestVersion);
    }

    /// <summary>The cell and what goes with it, which a file of min-char-rnn's algorithm does not hold.</summary>
    public void WriteNetwork(CheckpointMetadata metadata)
    {
        json.WriteString(MetadataKeys.Cell, CellNames.Of(metadata.Cell));
        Write<int>(MetadataKeys.Layers, metadata.Layers);
        json.WriteString(MetadataKeys.Optimizer, OptimizerNames.Of(metadata.Optimizer));
        Write<double>(MetadataKeys.Dropout, metadata.Dropout);
        Write(MetadataKeys.Updates, metadata.Updates);
    }

    /// <summary>All values that there are, in one fixed order.</summary>
    public void Write(CheckpointMetadata metadata)
    {
        json.WriteString(MetadataKeys.Encoding, metadata.Vocabulary.Encoding.Name);
        WriteVocabulary(metadata.Vocabulary.Symbols);
        Write(MetadataKeys.SequenceLength, metadata.SequenceLength);
        Write(MetadataKeys.BatchSize, metadata.BatchSize);
        Write(MetadataKeys.LearningRate, metadata.LearningRate);
        Write(MetadataKeys.Clip, metadata.Clip);
        Write(MetadataKeys.Seed, metadata.Seed);
        Write(MetadataKeys.Iteration, metadata.Iteration);
        Write(MetadataKeys.Position, metadata.Position);
        Write(MetadataKeys.Epoch, metadata.Epoch);
        Write(MetadataKeys.SmoothLoss, metadata.SmoothLoss);
        if (metadata.CorpusXxh128 is string hash) json.WriteString(MetadataKeys.CorpusXxh128, hash);
        Write(MetadataKeys.CorpusSymbols, metadata.CorpusSymbols);
        Write(MetadataKeys.LearningRateDecay, metadata.LearningRateDecay);
        Write(MetadataKeys.Validation, metadata.Validation);
        Write(MetadataKeys.ValidationEvery, metadata.ValidationEvery);
        Write(MetadataKeys.Patience, metadata.Patience);
        Write(MetadataKeys.BestValidationBitsPerSymbol, metadata.BestValidationBitsPerSymbol);
        Write(MetadataKeys.ValidationsSinceBest, metadata.ValidationsSinceBest);
    }

    private void WriteVocabulary(ReadOnlySpan<int> symbols)
    {
        Span<byte> list = stackalloc byte[(symbols.Length * MaxSymbolBytes) + 2];
        int length = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            list[length++] = (byte)(i == 0 ? '[' : ',');
            Utf8Formatter.TryFormat(symbols[i], list[length..], out int written);
            length += written;
        }

        list[length++] = (byte)']';
        json.WritePropertyName(MetadataKeys.Vocabulary);
        if (asStrings) json.WriteStringValue(list[..length]);
        else json.WriteRawValue(list[..length]);
    }

    /// <summary>One number in the shortest form that reads back to the same bits.</summary>
    private void Write<T>(string key, T? value)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is not T number) return;
        Span<byte> digits = stackalloc byte[MaxNumberBytes];
        bool fits = number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        if (!fits) throw new InvalidOperationException($"{key} is too long.");
        json.WritePropertyName(key);
        if (asStrings) json.WriteStringValue(digits[..length]);
        else json.WriteRawValue(digits[..length]);
    }
}
