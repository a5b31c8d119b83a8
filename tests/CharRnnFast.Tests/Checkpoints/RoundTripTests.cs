using System.Text.Json;
using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TensorsComeBackBitForBit()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[2, 70], Gen.Int[1, 5], Gen.Int).Sample(
            (hidden, vocab, batch, seed) =>
            {
                ArrayTensors saved = new ArrayTensors(hidden, vocab, batch).Fill(seed);
                new CheckpointWriter(_folder["model"]).Save(MetadataFor(vocab, batch), saved);
                ArrayTensors loaded = new(hidden, vocab, batch);
                using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
                checkpoint.LoadInto(loaded);
                Assert.Equal((hidden, vocab, batch), (checkpoint.HiddenSize, checkpoint.VocabSize, checkpoint.Metadata.BatchSize!.Value));
                Assert.Equal(saved.Bits(), loaded.Bits());
                Assert.Equal(1, loaded.Refreshed);
            },
            seed: "0N0XIzNsQ0O2",
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void MetadataComesBackToTheSameBits()
    {
        Gen<double> positive = Gen.Double.Where(x => double.IsFinite(x) && x > 0);
        Gen.Select(positive, positive, Gen.Long[0, (1L << 53) - 1], Gen.Double[0, 0.5]).Sample(
            (real, loss, count, share) =>
            {
                CheckpointMetadata metadata = Example.FullMetadata with
                {
                    BatchSize = 1,
                    LearningRate = Math.Clamp((float)real, float.Epsilon, float.MaxValue),
                    SmoothLoss = loss,
                    Seed = count,
                    Iteration = count,
                    Position = count,
                    Validation = share,
                };
                CheckpointMetadata read = SaveAndRead(metadata);
                Assert.Equal(metadata.Vocabulary.Symbols.ToArray(), read.Vocabulary.Symbols.ToArray());
                Assert.Equal(metadata, read with { Vocabulary = metadata.Vocabulary });
            },
            seed: "0N0XIzNsQ0O2",
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void WhatARunDoesNotUseIsNotInTheFile()
    {
        CheckpointMetadata metadata = new() { Vocabulary = new(TextEncoding.Bytes, [0, 255]) };
        CheckpointMetadata read = SaveAndRead(metadata);
        Assert.Equal(metadata with { Vocabulary = read.Vocabulary, BatchSize = 1 }, read);
        Assert.Equal(TextEncoding.Bytes, read.Vocabulary.Encoding);
    }

    [Theory]
    [InlineData(1024, 2)]
    [InlineData(1, 8192)]
    public void TheLargestSizesFit(int hidden, int vocab)
    {
        ArrayTensors saved = new ArrayTensors(hidden, vocab).Fill(7);
        int[] symbols = [.. Enumerable.Range(0x10FFFF - vocab, vocab)];
        new CheckpointWriter(_folder["model"]).Save(
            Example.FullMetadata with { BatchSize = 1, Vocabulary = new(TextEncoding.Utf8, symbols) }, saved);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        ArrayTensors loaded = new(hidden, vocab);
        checkpoint.LoadInto(loaded);
        Assert.Equal(symbols, checkpoint.Metadata.Vocabulary.Symbols.ToArray());
        Assert.True(saved.Bits().SequenceEqual(loaded.Bits()));
    }

    [Fact]
    public void AModelWithoutAdagradTakesItsParametersOnly()
    {
        new CheckpointWriter(_folder["model"]).Save(Example.Metadata, new ArrayTensors(3, 4).Fill(1));
        ArrayTensors loaded = new(3, 4, parametersOnly: true);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        checkpoint.LoadInto(loaded);
        Assert.Contains(loaded[ModelTensor.by][0], value => value != 0);
        Assert.Throws<ArgumentException>(() => checkpoint.LoadInto(new ArrayTensors(4, 4)));
    }

    [Fact]
    public void MetadataIsAvailableAsJsonWithNumbers()
    {
        new CheckpointWriter(_folder["model"]).Save(Example.FullMetadata, new ArrayTensors(3, 4, 2));
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            checkpoint.WriteMetadata(json);
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal("charrnn", document.RootElement.GetProperty("format").GetString());
        Assert.Equal(49.12345678901234, document.RootElement.GetProperty("smooth_loss").GetDouble());
        Assert.Equal(0x1F600, document.RootElement.GetProperty("vocabulary")[3].GetInt32());
    }

    public void Dispose() => _folder.Dispose();

    private static CheckpointMetadata MetadataFor(int vocab, int batch) =>
        Example.Metadata with { Vocabulary = new(TextEncoding.Utf8, [.. Enumerable.Range(' ', vocab)]), BatchSize = batch };

    private CheckpointMetadata SaveAndRead(CheckpointMetadata metadata)
    {
        new CheckpointWriter(_folder["model"]).Save(metadata, new ArrayTensors(2, metadata.Vocabulary.Count));
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        return checkpoint.Metadata;
    }
}
