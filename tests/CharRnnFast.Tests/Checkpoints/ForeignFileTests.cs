using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Files that other programs made.</summary>
public sealed class ForeignFileTests : IDisposable
{
    // H = 1, V = 2: Why, Wxh, Whh in the order in which some libraries write them, 5 numbers in all.
    private const string Tensors = """
        "Why":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
        "Wxh":{"data_offsets":[8,16],"shape":[1,2],"dtype":"F32"},
        "Whh":{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}
        """;

    private const string SmallVocabulary = """{"vocabulary":"[1,2]"}""";

    private static readonly byte[] Numbers = [.. new float[] { 1, 2, 3, 4, 5 }.SelectMany(BitConverter.GetBytes)];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ThreeTensorsAndAVocabularyAreEnough()
    {
        using Checkpoint checkpoint = Open("""{"vocabulary":"[ 97, 98 ]","iteration":"no number"}""");
        ArrayTensors model = new ArrayTensors(1, 2).Fill(3);
        checkpoint.LoadInto(model);
        Assert.Equal((true, false, TextEncoding.Utf8), (checkpoint.IsForeign, checkpoint.HasUnknownTensors,
            checkpoint.Metadata.Vocabulary.Encoding));
        Assert.Equal([3f, 4f], model[ModelTensor.Wxh][0]);
        Assert.Equal(5f, model[ModelTensor.Whh][0][0]);
        Assert.Equal([1f, 2f], model[ModelTensor.Why].Select(row => row[0]));
        foreach (ModelTensor missing in model.Tensors.Select(tensor => tensor.Tensor).Skip(3))
            Assert.All(model[missing], row => Assert.All(row, value => Assert.Equal(0, value)));
        Assert.Null(checkpoint.Metadata.Iteration);
        Assert.Null(checkpoint.Metadata.BatchSize);
    }

    [Fact]
    public void AMissingVocabularyShowsTheLineThatAddsIt()
    {
        string message = Failure.MessageOf(() => Open("{}"));
        Assert.Contains("it has no vocabulary", message);
        Assert.Contains(
            $"safetensors.numpy.save_file(tensors, '{_folder["foreign"]}', {{'vocabulary': json.dumps([ord(c) for c in " +
            $"chars])}})", message);
        Assert.Contains("it has no vocabulary", Failure.MessageOf(() => Open("""{"format":"charrnn"}""")));
    }

    [Fact]
    public void AnotherFormatsNameMakesAFileForeign()
    {
        using Checkpoint pytorch = Open("""{"format":"pt","vocabulary":"[1,2]","encoding":"bytes"}""");
        Assert.True(pytorch.IsForeign);
        Assert.Equal(TextEncoding.Bytes, pytorch.Metadata.Vocabulary.Encoding);
        using Checkpoint own = Open("""{"format":"charrnn","vocabulary":"[1,2]","later":"key"}""");
        Assert.False(own.IsForeign);
        Assert.Null(own.Metadata.CorpusXxh128);
    }

    [Fact]
    public void UnknownTensorsAreIgnoredButReported()
    {
        string tensors = """
            "step":{"dtype":"I64","shape":[],"data_offsets":[20,28]},
            "none":{"dtype":"F4","shape":[0,3],"data_offsets":[28,28]}
            """;
        using Checkpoint checkpoint = Open(SmallVocabulary, tensors, 8);
        Assert.True(checkpoint.HasUnknownTensors);
        Assert.Equal(1, checkpoint.HiddenSize);
    }

    [Fact]
    public void TheHiddenStateTellsTheBatchSizeWhereNothingElseDoes()
    {
        string tensors = """
            "hprev":{"dtype":"F32","shape":[3,1],"data_offsets":[20,32]}
            """;
        using Checkpoint checkpoint = Open(SmallVocabulary, tensors, 12);
        Assert.Equal(3, checkpoint.Metadata.BatchSize);
    }

    [Fact]
    public void DoublesAreRefusedWithTheRemedy()
    {
        string doubles = """
            "by":{"dtype":"F64","shape":[2],"data_offsets":[20,36]}
            """;
        Assert.Contains(
            "by is F64, not F32; save it as float32: by.astype('float32')", Failure.MessageOf(() => Open(SmallVocabulary, doubles, 16)));
    }

    [Theory]
    [InlineData("[2]")]
    [InlineData("[2,1]")]
    [InlineData("[1,2]")]
    public void ABiasMayBeAColumnOrARow(string shape)
    {
        string tensors = $$"""
            "by":{"dtype":"F32","shape":{{shape}},"data_offsets":[20,28]}
            """;
        using Checkpoint checkpoint = Open("""{"vocabulary":"[2,1]"}""", tensors, [6, 7]);
        ArrayTensors model = new(1, 2);
        checkpoint.LoadInto(model);
        Assert.Equal([7f, 6f], model[ModelTensor.by][0]);
    }

    [Theory]
    [InlineData("[2,1]")]
    [InlineData("[1,2]")]
    [InlineData("[2]")]
    public void AHiddenStateOfOneStreamMayBeAColumn(string shape)
    {
        string header = $$$"""
            {"__metadata__":{"vocabulary":"[1,2,3]"},"Wxh":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
            "Whh":{"dtype":"F32","shape":[2,2],"data_offsets":[24,40]},
            "Why":{"dtype":"F32","shape":[3,2],"data_offsets":[40,64]},"hprev":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[64,72]}}
            """;
        new CheckpointFile(header, [.. new byte[64], .. BytesOf(8, 9)]).Write(_folder["foreign"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["foreign"]);
        ArrayTensors model = new(2, 3);
        checkpoint.LoadInto(model);
        Assert.Equal(1, checkpoint.Metadata.BatchSize);
        Assert.Equal([8f, 9f], model[ModelTensor.hprev][0]);
    }

    [Fact]
    public void SymbolsInAnyOrderArePutIntoAscendingOrder()
    {
        string tensors = """
            "by":{"dtype":"F32","shape":[3],"data_offsets":[28,40]},"mWxh":{"dtype":"F32","shape":[1,3],"data_offsets":[40,52]},
            "mWhy":{"dtype":"F32","shape":[3,1],"data_offsets":[52,64]},"mby":{"dtype":"F32","shape":[3,1],"data_offsets":[64,76]}
            """;
        string header =
            """{"__metadata__":{"vocabulary":"[98,99,97]"},"Wxh":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]},"Whh":""" +
            """{"dtype":"F32","shape":[1,1],"data_offsets":[12,16]},"Why":{"dtype":"F32","shape":[3,1],"data_offsets":[16,28]},""" +
            tensors + "}";
        new CheckpointFile(header, BytesOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)).Write(_folder["foreign"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["foreign"]);
        ArrayTensors model = new(1, 3);
        checkpoint.LoadInto(model);
        Assert.Equal([97, 98, 99], checkpoint.Metadata.Vocabulary.Symbols.ToArray());
        Assert.Equal([3f, 1f, 2f], model[ModelTensor.Wxh][0]);
        Assert.Equal(4f, model[ModelTensor.Whh][0][0]);
        Assert.Equal([7f, 5f, 6f], model[ModelTensor.Why].Select(row => row[0]));
        Assert.Equal([10f, 8f, 9f], model[ModelTensor.by][0]);
        Assert.Equal([13f, 11f, 12f], model[ModelTensor.mWxh][0]);
        Assert.Equal([16f, 14f, 15f], model[ModelTensor.mWhy].Select(row => row[0]));
        Assert.Equal([19f, 17f, 18f], model[ModelTensor.mby][0]);
    }

    [Theory]
    [InlineData("[1,1]", "its vocabulary is wrong: 1 stands in it twice; list each symbol once")]
    [InlineData("[1]", "a list of 1; make it json.dumps([ord(c) for c in chars])")]
    [InlineData("[1,2,3]", "its vocabulary has 3 symbols, but Wxh has 2 columns and Why 2 rows; list the symbol of each column")]
    [InlineData("[\\\"a\\\",\\\"b\\\"]", "a list with a string in it; make it json.dumps")]
    [InlineData("{\\\"a\\\":0,\\\"b\\\":1}", "an object; make it json.dumps")]
    [InlineData("\\\"ab\\\"", "a string; make it")]
    [InlineData("ab", "text that is not JSON; make it")]
    [InlineData("['a', 'b']", "text that is not JSON; make it")]
    [InlineData("", "text that is not JSON; make it")]
    [InlineData("[1,2.5]", "a list with other numbers in it; make it")]
    [InlineData("[1,2]]", "text that is not JSON; make it")]
    [InlineData("[1,55296]", "55296 is not a Unicode scalar value")]
    public void AVocabularyOfAnotherFormIsDescribed(string vocabulary, string expected) =>
        Assert.Contains(expected, Failure.MessageOf(() => Open($$"""{"vocabulary":"{{vocabulary}}"}""")));

    [Theory]
    [InlineData(
        "Wxh", "[2,1]", "Wxh has the shape [2,1], not [1,2], and looks transposed; save numpy.ascontiguousarray(Wxh.T), never a reshape")]
    [InlineData(
        "Why", "[1,2]", "Why has the shape [1,2], not [2,1], and looks transposed; save numpy.ascontiguousarray(Why.T), never a reshape")]
    [InlineData(
        "Wxh", "[1,2,1]", "Wxh has the shape [1,2,1], not [1,2]; save the model's own array, not one that was cut, padded or reshaped")]
    [InlineData("Wxh", "[1,1,1,1,1,1,1,1,1,2]", "Wxh has the shape [1,1,1,1,1,1,1,1,...], not [1,2]; save")]
    public void AnotherShapeIsNamed(string tensor, string shape, string expected)
    {
        string right = tensor == "Wxh" ? "\"shape\":[1,2]" : "\"shape\":[2,1]";
        string header = "{\"__metadata__\":" + SmallVocabulary + "," +
            Tensors.Replace(right, $"\"shape\":{shape}", StringComparison.Ordinal) + "}";
        new CheckpointFile(header, Numbers).Write(_folder["foreign"]);
        Assert.Contains(expected, Failure.MessageOf(() => Checkpoint.Open(_folder["foreign"])));
    }

    [Fact]
    public void NamesOfOtherProgramsAreListedWithThoseThatAreExpected()
    {
        string keras = Tensors.Replace("Wxh", "kernel", StringComparison.Ordinal).Replace(
            "Whh", "recurrent_kernel", StringComparison.Ordinal);
        Assert.Contains(
            "it has no tensor Wxh, but Why, kernel, recurrent_kernel; save the model's arrays under the names Wxh [H,V], Whh [H,H], " +
            "Why [V,H], bh [H] and by [V], or those of a PyTorch module under its own", MessageOfTensors(keras));
        string many = string.Join(',', Enumerable.Range(0, 9).Select(
            i => $"\"{new string('x', 50)}\\u001b{i}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
        string name = new string('x', 40) + "...";
        Assert.Contains(
            $"but {string.Join(", ", Enumerable.Repeat(name, 6))} and 3 more; save the model's arrays under the names Wxh [H,V],",
            MessageOfTensors(many));
        Assert.Contains("it has no tensor Wxh, but no other; save", MessageOfTensors(""));
    }

    [Theory]
    [InlineData(
        """{"vocabulary":[1,2]}""", "vocabulary in its __metadata__ is not a string, as every value there has to be; make it json.dumps")]
    [InlineData(
        """{"vocabulary":"[1,2]","encoding":8}""",
        "encoding in its __metadata__ is not a string, as every value there has to be; save it as one: str(...)")]
    [InlineData("[1,2]", "its __metadata__ is not an object")]
    [InlineData("7", "its __metadata__ is not an object")]
    [InlineData("null", "it has no vocabulary")]
    public void MetadataThatAreNoStringsAreNamed(string metadata, string expected) =>
        Assert.Contains(expected, Failure.MessageOf(() => Open(metadata)));

    [Fact]
    public void OtherProgramsMetadataMayBeAnything()
    {
        using Checkpoint checkpoint = Open(
            """{"format":1,"vocabulary":"[1,2]","iteration":5,"a":null,"b":true,"c":[1,[2]],"d":{"e":{"f":{"g":{}}}},"epoch":1.5}""");
        Assert.Equal((true, 2), (checkpoint.IsForeign, checkpoint.VocabSize));
    }

    [Fact]
    public void ALongHeaderIsRead()
    {
        using Checkpoint checkpoint = Open("""{"vocabulary":"[1,2]","note":" """ + new string('n', 3 << 20) + "\"}");
        Assert.Equal(2, checkpoint.VocabSize);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] BytesOf(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private string MessageOfTensors(string tensors)
    {
        string header = "{" + tensors + "}";
        new CheckpointFile(header, tensors.Contains("[16,20]", StringComparison.Ordinal) ? Numbers : []).Write(_folder["foreign"]);
        return Failure.MessageOf(() => Checkpoint.Open(_folder["foreign"]));
    }

    private Checkpoint Open(string metadata, string moreTensors = "", int moreBytes = 0) =>
        Open(metadata, moreTensors, new float[moreBytes / sizeof(float)]);

    private Checkpoint Open(string metadata, string moreTensors, float[] moreNumbers)
    {
        string header = "{\"__metadata__\":" + metadata + "," + Tensors + (moreTensors == "" ? "" : "," + moreTensors) + "}";
        new CheckpointFile(header, [.. Numbers, .. BytesOf(moreNumbers)]).Write(_folder["foreign"]);
        return Checkpoint.Open(_folder["foreign"]);
    }
}
