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
        Assert.Equal((true, false, TextEncoding.Utf8), (checkpoint.IsForeign, checkpoint.HasUnknownTensors, checkpoint.Metadata.Vocabulary.Encoding));
        Assert.Equal([3f, 4f], model[ModelTensor.Wxh][0]);
        Assert.Equal(5f, model[ModelTensor.Whh][0][0]);
        Assert.Equal([1f, 2f], model[ModelTensor.Why].Select(row => row[0]));
        foreach (ModelTensor missing in Enum.GetValues<ModelTensor>().Where(tensor => tensor > ModelTensor.Why))
            Assert.All(model[missing], row => Assert.All(row, value => Assert.Equal(0, value)));
        Assert.Null(checkpoint.Metadata.Iteration);
        Assert.Null(checkpoint.Metadata.BatchSize);
    }

    [Fact]
    public void AMissingVocabularyShowsTheLineThatAddsIt()
    {
        string message = Failure.MessageOf(() => Open("{}"));
        Assert.Contains("it has no vocabulary", message);
        Assert.Contains($"safetensors.numpy.save_file(tensors, '{_folder["foreign"]}', {{'vocabulary': json.dumps([ord(c) for c in chars])}})", message);
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
    public void DoublesAndColumnVectorsAreRefusedWithTheRemedy()
    {
        string doubles = """
            "by":{"dtype":"F64","shape":[2],"data_offsets":[20,36]}
            """;
        Assert.EndsWith("by is F64, not F32; save it as float32", Failure.MessageOf(() => Open(SmallVocabulary, doubles, 16)));
        string column = """
            "by":{"dtype":"F32","shape":[2,1],"data_offsets":[20,28]}
            """;
        Assert.EndsWith("by has the shape [2,1], not [2]; save it in that shape", Failure.MessageOf(() => Open(SmallVocabulary, column, 8)));
    }

    public void Dispose() => _folder.Dispose();

    private Checkpoint Open(string metadata, string moreTensors = "", int moreBytes = 0)
    {
        string header = "{\"__metadata__\":" + metadata + "," + Tensors + (moreTensors == "" ? "" : "," + moreTensors) + "}";
        new CheckpointFile(header, [.. Numbers, .. new byte[moreBytes]]).Write(_folder["foreign"]);
        return Checkpoint.Open(_folder["foreign"]);
    }
}
