using CharRnnFast.Checkpoints;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Files of PyTorch's state_dict: the network is found by names and shapes, and what is no such network is refused.</summary>
public sealed class PyTorchFileTests : IDisposable
{
    private const int H = 3;
    private const int V = 4;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["module"];

    [Theory]
    [InlineData("", "fc")]
    [InlineData("model.", "decoder")]
    [InlineData("module.lstm.", "module.head")]
    [InlineData("_orig_mod.rnn.", "_orig_mod.out")]
    [InlineData("rnn.", "out")]
    [InlineData("weight_ih_l0.", "weight_hh_l0")]
    public void AnyPrefixAndAnyHeadAreFound(string prefix, string head)
    {
        foreach (Cell cell in Enum.GetValues<Cell>())
            foreach (int layers in (int[])[1, 2, 8])
            {
                StateDict module = StateDict.Of(cell, layers, prefix, head);
                using Checkpoint checkpoint = Open(module);
                ModelShape shape = checkpoint.Shape;
                Assert.Equal((cell, layers, H, V), (shape.Cell, shape.Layers, shape.HiddenSize, shape.VocabSize));
                Assert.Equal((true, false, false), (checkpoint.IsForeign, checkpoint.HasUnknownTensors, checkpoint.HasState));
                Assert.Empty(checkpoint.Unread);
                Assert.Equal(layers == 1 && cell == Cell.Rnn ? Optimizer.Adagrad : Optimizer.Adam, shape.Optimizer);
                CheckWeights(module, checkpoint, prefix, head);
            }
    }

    [Theory]
    [InlineData(Cell.Rnn)]
    [InlineData(Cell.Gru)]
    [InlineData(Cell.Lstm)]
    public void MissingBiasesAreZero(Cell cell)
    {
        StateDict module = StateDict.Of(cell, 2, "rnn.", "out");
        foreach (string name in (string[])["rnn.bias_ih_l0", "rnn.bias_hh_l0", "rnn.bias_ih_l1", "rnn.bias_hh_l1"]) module.Remove(name);
        using Checkpoint checkpoint = Open(module);
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(H, V));
        foreach (TensorRole role in (TensorRole[])[TensorRole.Bias, TensorRole.RecurrentBias])
            for (int layer = 0; layer < 2; layer++)
                Assert.All(Rows(model, new(role, layer)), row => Assert.All(row, value => Assert.Equal(0, value)));
    }

    [Fact]
    public void EqualSizesAreToldApartByNames()
    {
        StateDict module = StateDict.Of(Cell.Gru, 2, "rnn.", "fc", hidden: 4);
        module.Add("aaa.weight", 4);
        module.Add("aaa.bias", 4);
        using Checkpoint checkpoint = Open(module);
        CheckWeights(module, checkpoint, "rnn.", "fc");
        Assert.Equal(["aaa.weight", "aaa.bias"], checkpoint.Unread);
    }

    [Fact]
    public void AHeadOfOtherNamesIsFoundByItsShapes()
    {
        StateDict module = StateDict.Of(Cell.Lstm, 1, "", "out");
        module.Rename("out.weight", "W_hy");
        module.Rename("out.bias", "b_y");
        using Checkpoint checkpoint = Open(module);
        CheckWeights(module, checkpoint, "", "out", "W_hy", "b_y");
    }

    [Fact]
    public void SymbolsArePutIntoAscendingOrder()
    {
        StateDict module = StateDict.Of(Cell.Lstm, 2, "rnn.", "fc");
        using Checkpoint checkpoint = Open(module, "[100,97,99,98]");
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(H, V));
        int[] order = [1, 3, 2, 0];
        float[] input = Rows(model, ModelTensor.Wxh)[0], bias = Rows(model, ModelTensor.by)[0];
        float[][] output = Rows(model, ModelTensor.Why);
        for (int i = 0; i < V; i++)
        {
            Assert.Equal(module.Row("rnn.weight_ih_l0", 0)[order[i]], input[i]);
            Assert.Equal(module.Row("fc.weight", order[i]), output[i]);
            Assert.Equal(module.Row("fc.bias", 0)[order[i]], bias[i]);
        }

        Assert.Equal(module.Row("rnn.weight_ih_l1", 5), Rows(model, new(TensorRole.InputWeights, 1))[5]);
    }

    [Fact]
    public void AnOptimizersMemoryIsNotReadAndNoNetworkOfItsOwn()
    {
        StateDict module = StateDict.Of(Cell.Lstm, 1, "rnn.", "out");
        foreach (string prefix in (string[])["adagrad.", "rmsprop.", "adam_m.", "adam_v."])
        {
            module.Add(prefix + "rnn.weight_ih_l0", 4 * H, V);
            module.Add(prefix + "out.weight", V, H);
            module.Add(prefix + "out.bias", V);
        }

        using Checkpoint checkpoint = Open(module);
        Assert.Empty(checkpoint.Unread);
        Assert.True(checkpoint.HasUnknownTensors);
        Assert.False(checkpoint.HasMemoryOf(ModelTensor.Why));
        Assert.True(checkpoint.HasUnreadMemory);
        Assert.Equal(0, TrainingState.UpdatesOf(checkpoint));
    }

    [Fact]
    public void StatesAreReadWhereTheyAre()
    {
        StateDict module = StateDict.Of(Cell.Lstm, 2, "rnn.", "out");
        module.Add("hprev", 2, 3, H);
        module.Add("cprev", 2, 3, H);
        using Checkpoint checkpoint = Open(module);
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(H, V));
        Assert.True(checkpoint.HasState);
        Assert.Empty(checkpoint.Unread);
        Assert.Equal(module.Row("hprev", 3), Rows(model, ModelTensor.hprev)[1]);
    }

    [Fact]
    public void StatesOfAsManyStreamsAsSymbolsAreNoOutputLayer()
    {
        StateDict module = StateDict.Of(Cell.Rnn, 1, "", "out", hidden: 4);
        module.Add("hprev", 1, 4, 4);
        using Checkpoint checkpoint = Open(module);
        Assert.Equal((true, 4), (checkpoint.HasState, checkpoint.Metadata.BatchSize));
        StateDict flat = StateDict.Of(Cell.Rnn, 1, "", "out", hidden: 4);
        flat.Add("hprev", 4, 4);
        Assert.StartsWith("hprev has the shape [4,4], not [1,4,4]; save the model's own array", FaultIn(flat), StringComparison.Ordinal);
    }

    [Fact]
    public void OneTanhLayerGoesOnAsMinCharRnnsAndComesBack()
    {
        StateDict module = StateDict.Of(Cell.Rnn, 1, "", "fc");
        using Checkpoint checkpoint = Open(module);
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(H, V));
        string[] names = [.. model.Tensors.Where(tensor => tensor.Tensor.IsParameter).Select(tensor => tensor.Name)];
        Assert.Equal(["Wxh", "Whh", "Why", "bh", "by"], names);
        new CheckpointWriter(_folder["own"]).Save(checkpoint.Metadata with { BatchSize = 1 }, model);
        Assert.Contains("\"format_version\":\"1\"", CheckpointFile.Read(_folder["own"]).Header);
        using Checkpoint own = Checkpoint.Open(_folder["own"]);
        ArrayTensors tensors = new(H, V);
        own.LoadInto(tensors);
        Assert.Equal(Enumerable.Range(0, H).Select(row => module.Row("weight_ih_l0", row)), tensors[ModelTensor.Wxh]);
        Assert.Equal(Sum(module.Row("bias_ih_l0", 0), module.Row("bias_hh_l0", 0)), tensors[ModelTensor.bh][0]);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "rnn.weight_ih_l0_reverse 12 4",
            "rnn.weight_ih_l0_reverse is of a bidirectional network, which reads a text from both ends; train one with " +
            "bidirectional=False" },
        { "rnn.weight_hr_l0 2 3", "rnn.weight_hr_l0 is of an nn.LSTM with projections; train one without proj_size" },
        { "two.weight_ih_l0 12 4",
            "it has two recurrent networks, rnn.weight_ih_l0 and two.weight_ih_l0; save one of them with its output layer, or, if they " +
            "are layers of one size, rename the upper one's tensors as those of layer 1 of the other, weight_ih_l1 and so on under the " +
            "same prefix" },
        { "two.weight_ih_l1 12 3", "it has two recurrent networks, rnn.weight_ih_l0 and two.weight_ih_l1; save" },
        { "rnn.bias_ih_l8 12", "rnn.bias_ih_l8 is of a layer above the 8 that a model can have; train one with fewer layers" },
        { "no rnn.weight_hh_l1",
            "it has no tensor rnn.weight_hh_l1, but rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0, rnn.bias_hh_l0, " +
            "rnn.weight_ih_l1, rnn.bias_ih_l1 and 3 more; save all tensors of the module: model.state_dict()" },
        { "rnn.bias_hh_l3 12", "it has no tensor rnn.weight_ih_l2, but rnn.weight_ih_l0, " },
        { "no rnn.weight_hh_l1, rnn.weight_hh_l1 8 2",
            "its layers are of different sizes: rnn.weight_hh_l0 has 3 columns, rnn.weight_hh_l1 2; train one with layers of one size" },
        { "no rnn.weight_hh_l1, rnn.weight_hh_l1 9 3", "rnn.weight_hh_l1 has the shape [9,3], not [12,3]; save the model's own array" },
        { "no rnn.weight_ih_l1, rnn.weight_ih_l1 12 2", "rnn.weight_ih_l1 has the shape [12,2], not [12,3]; save" },
        { "no rnn.bias_ih_l1, rnn.bias_ih_l1 9", "rnn.bias_ih_l1 has the shape [9], not [12]; save" },
        { "no rnn.weight_hh_l0, rnn.weight_hh_l0 3 12",
            "rnn.weight_ih_l0 has the shape [12,4] and rnn.weight_hh_l0 [3,12], but of an nn.RNN, nn.GRU or nn.LSTM both have 1, 3 or 4 " +
            "times as many rows as the latter has columns; save the module's own tensors, not transposed or cut" },
        { "no rnn.weight_hh_l0, rnn.weight_hh_l0 12 6", "rnn.weight_ih_l0 has the shape [12,4] and rnn.weight_hh_l0 [12,6], but" },
        { "no rnn.weight_hh_l0, rnn.weight_hh_l0 12", "rnn.weight_ih_l0 has the shape [12,4] and rnn.weight_hh_l0 [12], but" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 0 4, no rnn.weight_hh_l0, rnn.weight_hh_l0 0 0",
            "rnn.weight_hh_l0 has the shape [0,0], but H is 1 to 1024; use another file" },
        { "embedding.weight 4 4",
            "embedding.weight is an embedding, and the networks here are fed the symbols themselves; fold it into the weights and save " +
            "tensors, vocabulary and all: tensors['rnn.weight_ih_l0'] = tensors['rnn.weight_ih_l0'] @ " +
            "tensors.pop('embedding.weight').T, or leave it out if it is none" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 2, encoder.weight 4 2",
            "encoder.weight is an embedding, and the networks here are fed the symbols themselves; fold it into the weights and save " +
            "tensors, vocabulary and all: " +
            "tensors['rnn.weight_ih_l0'] = tensors['rnn.weight_ih_l0'] @ tensors.pop('encoder.weight').T" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 3, emb 4 3", "emb is an embedding, and" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 3, no out.bias, lookup.weight 4 3",
            "one of out.weight and lookup.weight is an embedding, and the networks here are fed the symbols themselves; fold it into the " +
            "weights and save tensors, vocabulary and all: tensors['rnn.weight_ih_l0'] = tensors['rnn.weight_ih_l0'] @ " +
            "tensors.pop(EMBEDDING).T, EMBEDDING being the one that feeds the network" },

        // One tensor for both, under the name of either.
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 3, no out.weight, emb.weight 4 3",
            "emb.weight is an embedding, and the networks here are fed the symbols themselves; keep it as the output layer's, " +
            "tensors['out.weight'] = tensors['emb.weight'], and fold it into" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 3",
            "out.weight has 4 rows, but rnn.weight_ih_l0 3 columns: both have to be as many as there are symbols; if it is the embedding " +
            "too, fold it into the weights and save tensors, vocabulary and all: tensors['rnn.weight_ih_l0'] = " +
            "tensors['rnn.weight_ih_l0'] @ tensors['out.weight'].T" },
        { "no rnn.weight_ih_l0, rnn.weight_ih_l0 12 3, no out.weight, no out.bias, emb.weight 4 3",
            "emb.weight is an embedding, and the networks here are fed the symbols themselves; keep it as the output layer's, " +
            "tensors['out.weight'] = tensors['emb.weight'], and fold it into" },
        { "no out.weight, out.weight_g 4 1, out.weight_v 4 3",
            "out.weight_v is of a layer with a parametrization, such as weight_norm; save the module without: " },
        { "no out.bias, criterion.weight 4", "its output layer, out.weight, has no bias; add" },
        { "no out.bias, fc.weight 4 3", "it has two output layers, out.weight and fc.weight; save" },
        { "no out.weight, no out.bias, out.weight 5 3, out.bias 5",
            "out.weight has 5 rows, but rnn.weight_ih_l0 4 columns: both have to be as many as there are symbols; feed the network the " +
            "symbols, one-hot, and let one nn.Linear have a row for each of them" },
        { "no out.weight, out.weight 3 4", "out.weight has the shape [3,4], not [4,3], and looks transposed; save" },
        { "no out.weight, no out.bias, W 3 4, b 4", "W has the shape [3,4], not [4,3], and looks transposed; save" },
        { "no out.weight, no out.bias, proj.weight 4 3, proj.bias 4, tok.weight 9 4, out.weight 9 4, out.bias 9",
            "tok.weight is an embedding, and" },
        { "Wxh 3 4", "it has two recurrent networks, Wxh and rnn.weight_ih_l0; save one of them" },
        { "fc.weight 4 3, fc.bias 4", "it has two output layers, out.weight and fc.weight; save the module with one of them" },
        { "no out.weight, no out.bias",
            "it has no output layer, an nn.Linear with a weight of shape [4,3] and a bias [4]; save the module with its nn.Linear: " +
            "tensors = model.state_dict()" },
        { "no out.bias",
            "its output layer, out.weight, has no bias; add one of zeros: tensors['out.bias'] = torch.zeros(len(tensors['out.weight']))" },
        { "no out.weight, no out.bias, W 4 3", "its output layer, W, has no bias; add one of zeros: tensors['W_bias'] = torch.zeros(" },
        { "no out.bias, out.bias 5", "out.bias has the shape [5], not [4]; save the model's own array" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void WhatIsNoSuchNetworkIsRefusedByName(string changes, string expected)
    {
        StateDict module = StateDict.Of(Cell.Lstm, 2, "rnn.", "out");
        foreach (string change in changes.Split(", "))
        {
            string[] words = change.Split(' ');
            if (words[0] == "no") module.Remove(words[1]);
            else module.Add(words[0], [.. words[1..].Select(int.Parse)]);
        }

        Assert.StartsWith(expected, FaultIn(module), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmbeddingOfTheNetworksOwnSizeIsToldFromTheHead()
    {
        StateDict module = StateDict.Of(Cell.Gru, 1, "rnn.", "out", hidden: 4);
        module.Add("embed.weight", 4, 4);
        Assert.StartsWith("embed.weight is an embedding", FaultIn(module), StringComparison.Ordinal);
        module = StateDict.Of(Cell.Gru, 1, "rnn.", "out", hidden: 4);
        module.Remove("out.bias");
        Assert.StartsWith("its output layer, out.weight, has no bias", FaultIn(module), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F16", 2)]
    [InlineData("BF16", 2)]
    [InlineData("F64", 8)]
    public void OtherPrecisionsAreRefused(string type, int bytes)
    {
        StateDict module = StateDict.Of(Cell.Lstm, 2, "rnn.", "out");
        Write(module, "[1,2,3,4]", type, bytes);
        Assert.Equal(
            $"rnn.weight_ih_l0 is {type}, not F32; save the module as float32: model.float()", FaultIn());
    }

    [Theory]
    [InlineData("rnn.")]
    [InlineData("")]
    public void ACellsNamesAreToBeRenamed(string prefix)
    {
        StateDict module = StateDict.Of(Cell.Lstm, 1, prefix, "out");
        foreach (string name in (string[])["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
            module.Rename($"{prefix}{name}_l0", prefix + name);
        Assert.Equal(
            $"{prefix}weight_ih is of an nn.RNNCell, nn.GRUCell or nn.LSTMCell; rename its tensors as a layer's, by adding _l0: " +
            $"{prefix}weight_ih_l0 and so on, and those of a cell above as {prefix}weight_ih_l1", FaultIn(module));
    }

    [Fact]
    public void AVocabularyIsAskedForInTheWordsOfPyTorch()
    {
        Write(StateDict.Of(Cell.Lstm, 2, "rnn.", "out"), null);
        Assert.Equal(
            "it has no vocabulary; add it in Python, tensors being model.state_dict() and chars being the characters in index order: " +
            $"safetensors.torch.save_file(tensors, '{Path}', {{'vocabulary': json.dumps([ord(c) for c in chars])}})", FaultIn());
        Write(StateDict.Of(Cell.Lstm, 2, "rnn.", "out"), "[1,2,3]");
        Assert.Equal(
            "its vocabulary has 3 symbols, but rnn.weight_ih_l0 has 4 columns and out.weight 4 rows; list the symbol of each column, in " +
            "their order", FaultIn());
    }

    [Fact]
    public void OddNamesAreShownOnOneLine()
    {
        StateDict module = StateDict.Of(Cell.Lstm, 1, "a'\\\n\u001b.", "out");
        module.Add("e'm", 4, 4);
        Assert.Equal(
            @"e'm is an embedding, and the networks here are fed the symbols themselves; fold it into the weights " +
            @"and save tensors, vocabulary and all: tensors['a\'\\\n\u001B.weight_ih_l0'] = " +
            @"tensors['a\'\\\n\u001B.weight_ih_l0'] @ tensors.pop('e\'m').T, or leave it out if it is none", FaultIn(module));
        Assert.StartsWith(
            new string('x', 40) + "... is of a bidirectional",
            FaultIn(StateDict.Of(Cell.Rnn, 1, new string('x', 300), "out").Add(new string('x', 300) + "weight_ih_l0_reverse", 1)),
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Sum(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static float[][] Rows(ModelMemory model, ModelTensor tensor)
    {
        (int rows, int columns) = model.SizeOf(tensor);
        float[][] values = [.. Enumerable.Range(0, rows).Select(_ => new float[columns])];
        for (int row = 0; row < rows; row++) model.ReadRow(tensor, row, values[row]);
        return values;
    }

    private static void CheckWeights(
        StateDict module, Checkpoint checkpoint, string prefix, string head, string? weight = null, string? bias = null)
    {
        using ModelMemory model = checkpoint.LoadWeights(RnnKernelTable.Native().For(checkpoint.HiddenSize, checkpoint.VocabSize));
        ModelShape shape = checkpoint.Shape;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            CheckRows($"{prefix}weight_ih_l{layer}", new(TensorRole.InputWeights, layer));
            CheckRows($"{prefix}weight_hh_l{layer}", new(TensorRole.RecurrentWeights, layer));
            float[] input = module.Row($"{prefix}bias_ih_l{layer}", 0), recurrent = module.Row($"{prefix}bias_hh_l{layer}", 0);
            float[][] biases = Rows(model, new(TensorRole.Bias, layer));
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                Range part = (gate * shape.HiddenSize)..((gate + 1) * shape.HiddenSize);
                bool isKept = shape.Cell == Cell.Gru && gate == 2;
                Assert.Equal(isKept ? input[part] : Sum(input[part], recurrent[part]), biases[gate]);
                if (isKept) Assert.Equal(recurrent[part], Rows(model, new(TensorRole.RecurrentBias, layer))[gate]);
            }
        }

        CheckRows(weight ?? head + ".weight", ModelTensor.Why);
        CheckRows(bias ?? head + ".bias", ModelTensor.by);

        void CheckRows(string name, ModelTensor tensor)
        {
            float[][] rows = Rows(model, tensor);
            for (int row = 0; row < rows.Length; row++) Assert.Equal(module.Row(name, row), rows[row]);
        }
    }

    private Checkpoint Open(StateDict module, string vocabulary = "[1,2,3,4]")
    {
        Write(module, vocabulary);
        return Checkpoint.Open(Path);
    }

    private string FaultIn(StateDict module)
    {
        Write(module, "[1,2,3,4]");
        return FaultIn();
    }

    private string FaultIn()
    {
        string message = Failure.MessageOf(() => Checkpoint.Open(Path).Dispose()), start = $"{Path} is not a usable checkpoint: ";
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        return message[start.Length..];
    }

    private void Write(StateDict module, string? vocabulary, string type = "F32", int bytes = 4) =>
        module.ToFile(vocabulary, type, bytes).Write(Path);
}
