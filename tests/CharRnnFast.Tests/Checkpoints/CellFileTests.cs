using CharRnnFast.Checkpoints;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Files of format 2: every cell, number of layers, optimizer and dropout.</summary>
public sealed class CellFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [ClassData(typeof(CellModels))]
    public void TensorsAndMetadataComeBackBitForBit(ModelShape shape)
    {
        ArrayTensors saved = new ArrayTensors(shape).Fill(5), loaded = new(shape);
        CheckpointMetadata metadata = MetadataOf(shape);
        new CheckpointWriter(_folder["model"]).Save(metadata, saved);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        checkpoint.LoadInto(loaded);
        Assert.Equal(saved.Bits(), loaded.Bits());
        Assert.Equal(metadata, checkpoint.Metadata with { Vocabulary = metadata.Vocabulary });
        Assert.Equal(shape, checkpoint.Shape with { SequenceLength = shape.SequenceLength });
        Assert.False(checkpoint.HasUnknownTensors);

        byte[] first = File.ReadAllBytes(_folder["model"]);
        new CheckpointWriter(_folder["again"]).Save(checkpoint.Metadata, loaded);
        Assert.Equal(first, File.ReadAllBytes(_folder["again"]));
    }

    [Theory]
    [ClassData(typeof(CellModels))]
    public void OnlyMinCharRnnsAlgorithmHasFormat1(ModelShape shape)
    {
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), new ArrayTensors(shape));
        bool isSeed = shape is { Cell: Cell.Rnn, Layers: 1, Optimizer: Optimizer.Adagrad, Dropout: 0 };
        string header = CheckpointFile.Read(_folder["model"]).Header;
        Assert.Contains($"\"format_version\":\"{(isSeed ? 1 : 2)}\"", header);
        Assert.Equal(isSeed, header.Contains("\"Wxh\"", StringComparison.Ordinal));
        Assert.Equal(!isSeed, header.Contains("\"cell\"", StringComparison.Ordinal));
        Assert.Equal(!isSeed && shape.Optimizer == Optimizer.Adam, header.Contains("\"updates\"", StringComparison.Ordinal));
    }

    [Fact]
    public void TheHeaderOfALstmOfTwoLayersIsThis()
    {
        ModelShape shape = new(2, 4, 25, 3) { Cell = Cell.Lstm, Layers = 2, Dropout = 0.2 };
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), new ArrayTensors(shape));
        const string expected = """
            {"__metadata__":{"format":"charrnn","format_version":"2","cell":"lstm","layers":"2","optimizer":"adam","dropout":"0.2",
            "updates":"1000","encoding":"utf-8","vocabulary":"[10,97,228,128512]","sequence_length":"25","batch_size":"3",
            "learning_rate":"0.1","clip":"5","seed":"1","iteration":"1000","position":"25000","epoch":"3",
            "smooth_loss":"49.12345678901234","corpus_xxh128":"11c83d9c1ee368164c0abe17b55db69c","corpus_symbols":"1115394"},
            "rnn.weight_ih_l0":{"dtype":"F32","shape":[8,4],"data_offsets":[0,128]},
            "rnn.weight_hh_l0":{"dtype":"F32","shape":[8,2],"data_offsets":[128,192]},
            "rnn.bias_ih_l0":{"dtype":"F32","shape":[8],"data_offsets":[192,224]},
            "rnn.bias_hh_l0":{"dtype":"F32","shape":[8],"data_offsets":[224,256]},
            "rnn.weight_ih_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[256,320]},
            "rnn.weight_hh_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[320,384]},
            "rnn.bias_ih_l1":{"dtype":"F32","shape":[8],"data_offsets":[384,416]},
            "rnn.bias_hh_l1":{"dtype":"F32","shape":[8],"data_offsets":[416,448]},
            "out.weight":{"dtype":"F32","shape":[4,2],"data_offsets":[448,480]},
            "out.bias":{"dtype":"F32","shape":[4],"data_offsets":[480,496]},
            "adam_m.rnn.weight_ih_l0":{"dtype":"F32","shape":[8,4],"data_offsets":[496,624]},
            "adam_m.rnn.weight_hh_l0":{"dtype":"F32","shape":[8,2],"data_offsets":[624,688]},
            "adam_m.rnn.bias_ih_l0":{"dtype":"F32","shape":[8],"data_offsets":[688,720]},
            "adam_m.rnn.weight_ih_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[720,784]},
            "adam_m.rnn.weight_hh_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[784,848]},
            "adam_m.rnn.bias_ih_l1":{"dtype":"F32","shape":[8],"data_offsets":[848,880]},
            "adam_m.out.weight":{"dtype":"F32","shape":[4,2],"data_offsets":[880,912]},
            "adam_m.out.bias":{"dtype":"F32","shape":[4],"data_offsets":[912,928]},
            "adam_v.rnn.weight_ih_l0":{"dtype":"F32","shape":[8,4],"data_offsets":[928,1056]},
            "adam_v.rnn.weight_hh_l0":{"dtype":"F32","shape":[8,2],"data_offsets":[1056,1120]},
            "adam_v.rnn.bias_ih_l0":{"dtype":"F32","shape":[8],"data_offsets":[1120,1152]},
            "adam_v.rnn.weight_ih_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[1152,1216]},
            "adam_v.rnn.weight_hh_l1":{"dtype":"F32","shape":[8,2],"data_offsets":[1216,1280]},
            "adam_v.rnn.bias_ih_l1":{"dtype":"F32","shape":[8],"data_offsets":[1280,1312]},
            "adam_v.out.weight":{"dtype":"F32","shape":[4,2],"data_offsets":[1312,1344]},
            "adam_v.out.bias":{"dtype":"F32","shape":[4],"data_offsets":[1344,1360]},
            "hprev":{"dtype":"F32","shape":[2,3,2],"data_offsets":[1360,1408]},
            "cprev":{"dtype":"F32","shape":[2,3,2],"data_offsets":[1408,1456]}}
            """;
        Assert.Equal(
            expected.ReplaceLineEndings("\n").Replace("\n", "", StringComparison.Ordinal),
            CheckpointFile.Read(_folder["model"]).Header.TrimEnd(' '));
    }

    [Theory]
    [ClassData(typeof(CellModels))]
    public void OfTheRecurrentBiasesOnlyAGrusLastIsKeptApart(ModelShape shape)
    {
        if (shape.IsSeedAlgorithm) return;
        ArrayTensors saved = new(shape);
        foreach (int layer in Enumerable.Range(0, shape.Layers))
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                saved[new(TensorRole.Bias, layer)][gate] = [1 + gate, -0f, 3];
                saved[new(TensorRole.RecurrentBias, layer)][gate] = [10, 0, layer];
            }

        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), saved);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(3, 4));
        foreach (int layer in Enumerable.Range(0, shape.Layers))
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                bool isKept = shape.Cell == Cell.Gru && gate == 2;
                Assert.Equal(isKept ? [1 + gate, -0f, 3] : [11 + gate, 0, 3 + layer], Row(model, new(TensorRole.Bias, layer), gate));
                Assert.Equal(isKept ? [10, 0, layer] : [0, 0, 0], Row(model, new(TensorRole.RecurrentBias, layer), gate));
            }
    }

    [Theory]
    [ClassData(typeof(CellModels))]
    public void WhatAFileLacksBecomes0(ModelShape shape)
    {
        if (shape.IsSeedAlgorithm) return;
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), new RequiredTensors(new ArrayTensors(shape).Fill(5)));
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        using Trainer trainer = new(RnnKernelTable.Native().For(3, 4), shape, seed: 1);
        for (int step = 0; step < 3; step++) trainer.Step([1, 2, 3, 0], [2, 3, 0, 1]);
        checkpoint.LoadInto(trainer.Model);
        Assert.False(checkpoint.HasState);
        foreach (TensorSpec tensor in trainer.Model.Tensors)
            for (int row = 0; row < tensor.Rows; row++)
                if (!CheckpointFormat.IsRequired(tensor.Tensor))
                    Assert.All(Row(trainer.Model, tensor.Tensor, row), value => Assert.True(value == 0, $"{tensor.Name}: {value}"));
    }

    [Theory]
    [InlineData("\"cell\":\"lstm\",", "", "its metadata have no cell")]
    [InlineData("\"cell\":\"lstm\"", "\"cell\":\"LSTM\"", "its cell is 'LSTM'")]
    [InlineData("\"cell\":\"lstm\"", "\"cell\":\"\"", "its cell is ''")]
    [InlineData("\"cell\":\"lstm\"", "\"cell\":\"gru\"", "rnn.weight_hh_l0 has the shape [12,3], not [9,3]")]
    [InlineData("\"cell\":\"lstm\"", "\"cell\":\"rnn\"", "rnn.weight_hh_l0 has the shape [12,3], not [12,12]")]
    [InlineData("\"cell\":\"lstm\"", "\"cell\":1", "cell in its __metadata__ is not a string")]
    [InlineData("\"layers\":\"2\",", "", "its metadata have no layers")]
    [InlineData("\"layers\":\"2\"", "\"layers\":\"0\"", "its layers is '0'")]
    [InlineData("\"layers\":\"2\"", "\"layers\":\"9\"", "its layers is '9'")]
    [InlineData("\"layers\":\"2\"", "\"layers\":\"2.0\"", "its layers is '2.0'")]
    [InlineData("\"layers\":\"2\"", "\"layers\":\"3\"", "it has no tensor rnn.weight_ih_l2")]
    [InlineData("\"layers\":\"2\"", "\"layers\":\"1\"", "hprev has the shape [2,1,3], not [1,1,3]")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":\"sgd\"", "its optimizer is 'sgd'")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":\"Adam\"", "its optimizer is 'Adam'")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":\"\"", "its optimizer is ''")]
    [InlineData("\"dropout\":\"0.2\"", "\"dropout\":\"1\"", "its dropout is '1'")]
    [InlineData("\"dropout\":\"0.2\"", "\"dropout\":\"-0.1\"", "its dropout is '-0.1'")]
    [InlineData("\"dropout\":\"0.2\"", "\"dropout\":\"NaN\"", "its dropout is 'NaN'")]
    [InlineData("\"dropout\":\"0.2\"", "\"dropout\":\"0.99999999999999999\"", "its dropout is '0.99999999999999999'")]
    [InlineData("\"updates\":\"1000\"", "\"updates\":\"-1\"", "its updates is '-1'")]
    [InlineData("\"updates\":\"1000\"", "\"updates\":\"9007199254740992\"", "its updates is '9007199254740992'")]
    [InlineData("\"updates\":\"1000\"", "\"updates\":\"1e3\"", "its updates is '1e3'")]
    [InlineData("\"format_version\":\"2\"", "\"format_version\":\"1\"", "it has no tensor Wxh")]
    [InlineData("\"format_version\":\"2\"", "\"format_version\":\"02\"", "its format_version is '02', not 1 or 2")]
    [InlineData("\"rnn.weight_hh_l1\":", "\"other\":", "it has no tensor rnn.weight_hh_l1")]
    [InlineData("\"out.weight\":", "\"Why\":", "it has no tensor out.weight")]
    [InlineData("\"cprev\":{\"dtype\":\"F32\",\"shape\":[2,1,3]", "\"cprev\":{\"dtype\":\"F32\",\"shape\":[1,2,3]", "cprev has the shape")]
    [InlineData("\"adam_v.out.weight\":{\"dtype\":\"F32\",\"shape\":[4,3]", "\"adam_v.out.weight\":{\"dtype\":\"F32\",\"shape\":[3,4]",
        "adam_v.out.weight has the shape [3,4], not [4,3]")]
    [InlineData("\"rnn.weight_ih_l0\":{\"dtype\":\"F32\",\"shape\":[12,4]", "\"rnn.weight_ih_l0\":{\"dtype\":\"F32\",\"shape\":[4,12]",
        "rnn.weight_ih_l0 has the shape [4,12], not [12,4], and looks transposed")]
    public void AWrongHeaderIsRefused(string old, string replacement, string expected)
    {
        SaveLstm().With(old, replacement).Write(_folder["bad"]);
        Assert.Contains(expected, Failure.MessageOf(() => Checkpoint.Open(_folder["bad"]).Dispose()));
    }

    [Theory]
    [InlineData("\"optimizer\":\"adam\",", "")]
    [InlineData("\"dropout\":\"0.2\",", "")]
    [InlineData("\"updates\":\"1000\",", "")]
    [InlineData("\"dropout\":\"0.2\"", "\"dropout\":\"0.9999999999999999\"")]
    [InlineData("\"updates\":\"1000\"", "\"updates\":\"9007199254740991\"")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":\"rmsprop\"")]
    public void WhatMayBeMissingOrExtremeIsRead(string old, string replacement)
    {
        SaveLstm().With(old, replacement).Write(_folder["other"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["other"]);
        using Trainer trainer = new(RnnKernelTable.Native().For(3, 4), checkpoint.Shape, seed: 1);
        checkpoint.LoadInto(trainer.Model);
        trainer.ResumeUpdates(checkpoint.Metadata.Updates ?? 0);
        Assert.True(double.IsFinite(trainer.Step(new int[25], new int[25])));
    }

    [Fact]
    public void HalfAStateIsNone()
    {
        SaveLstm().With("\"cprev\":", "\"other\":").Write(_folder["half"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["half"]);
        Assert.False(checkpoint.HasState);
    }

    [Fact]
    public void HalfOfAdamsMemoryIsNone()
    {
        SaveLstm().With("\"adam_v.out.weight\":", "\"other\":").Write(_folder["half"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["half"]);
        Assert.Equal(0, TrainingState.UpdatesOf(checkpoint));
        using Checkpoint whole = Checkpoint.Open(_folder["model"]);
        Assert.Equal(1000, TrainingState.UpdatesOf(whole));
    }

    [Fact]
    public void MemoryOfABiasThatIsNotTrainedGoesNowhere()
    {
        ModelShape shape = new(3, 4, 25) { Cell = Cell.Gru, Dropout = 0.2 };
        ArrayTensors tensors = new ArrayTensors(shape).Fill(3);
        tensors[new(TensorRole.RecurrentBias)][0] = tensors[new(TensorRole.RecurrentBias)][1] = [0, 0, 0];
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), tensors);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        using Trainer trainer = new(RnnKernelTable.Native().For(3, 4), shape, seed: 1);
        checkpoint.LoadInto(trainer.Model);
        for (int gate = 0; gate < 3; gate++)
            Assert.Equal(tensors[new(TensorRole.Bias)][gate], Row(trainer.Model, new(TensorRole.Bias), gate));
    }

    [Fact]
    public void AVectorIsTheStateOfOneStreamOnly()
    {
        TensorEntry vector = new("hprev", "F32", [3], 0, 12);
        TensorShapes.Check(vector, [1, 1, 3]);
        TensorShapes.Check(vector, [1, 3]);
        Assert.Throws<CheckpointFaultException>(() => TensorShapes.Check(vector, [1, 4, 3]));
        Assert.Throws<CheckpointFaultException>(() => TensorShapes.Check(vector, [2, 1, 3]));
    }

    [Fact]
    public void NegativeMeanSquaresAreRefusedAndNegativeMeansAreNot()
    {
        ModelShape shape = new(3, 4, 25) { Cell = Cell.Lstm, Layers = 2, Dropout = 0.2 };
        ArrayTensors tensors = new(shape);
        tensors[new(TensorRole.OutputBias, 0, 1)][0][2] = -1;
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), tensors);
        Checkpoint.Open(_folder["model"]).Dispose();
        tensors[new(TensorRole.OutputBias, 0, 2)][0][2] = -1;
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), tensors);
        Assert.Contains("adam_v.out.bias holds the value -1", Failure.MessageOf(() => Checkpoint.Open(_folder["model"]).Dispose()));
    }

    public void Dispose() => _folder.Dispose();

    private static CheckpointMetadata MetadataOf(ModelShape shape) => Example.Metadata with
    {
        SequenceLength = shape.SequenceLength,
        BatchSize = shape.BatchSize,
        Cell = shape.Cell,
        Layers = shape.Layers,
        Optimizer = shape.Optimizer,
        Dropout = shape.Dropout,
        Updates = shape.Optimizer == Optimizer.Adam ? 1000 : null,
    };

    private static float[] Row(ModelMemory model, ModelTensor tensor, int row)
    {
        float[] values = new float[model.SizeOf(tensor).Columns];
        model.ReadRow(tensor, row, values);
        return values;
    }

    private CheckpointFile SaveLstm()
    {
        ModelShape shape = new(3, 4, 25) { Cell = Cell.Lstm, Layers = 2, Dropout = 0.2 };
        new CheckpointWriter(_folder["model"]).Save(MetadataOf(shape), new ArrayTensors(shape));
        return CheckpointFile.Read(_folder["model"]);
    }
}
