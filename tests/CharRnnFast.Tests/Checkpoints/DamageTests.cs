using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Tests.Files;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Every way of damaging a checkpoint is noticed before anything is done with it. The model has H = 3, V = 4.</summary>
public sealed class DamageTests : IDisposable
{
    private const string KeyDigits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

    private readonly TemporaryFolder _folder = new();
    private readonly CheckpointFile _file;

    public DamageTests()
    {
        new CheckpointWriter(_folder["good"]).Save(Example.Metadata, new ArrayTensors(3, 4).Fill(1));
        _file = CheckpointFile.Read(_folder["good"]);
    }

    [Theory]
    [InlineData("\"Whh\":{\"dtype\":\"F32\",\"shape\":[3,3],", "\"Whh\":{\"dtype\":\"F32\",\"shape\":[3,2],", "shape of Whh does not fill")]
    [InlineData("\"data_offsets\":[0,48]", "\"data_offsets\":[0,52]", "shape of Wxh does not fill")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[44,80]", "begins at byte 44 where 48 was due")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[52,88]", "begins at byte 52 where 48 was due")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[84,48]", "describe Whh properly")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[48,84,84]", "describe Whh properly")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[-4,84]", "out of range")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[48,9223372036854775807]", "does not fill")]
    [InlineData("\"data_offsets\":[48,84]", "\"data_offsets\":[48,9223372036854775808]", "out of range")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[3,3.5]", "out of range")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[3,\"3\"]", "describe Whh properly")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[4294967296,4294967296]", "does not fill")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[9223372036854775807,9223372036854775807,4]", "does not fill")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[9]", "Whh has the shape [9], not [9,9]")]
    [InlineData("\"shape\":[3,3]", "\"shape\":[[3,3]]", "describe Whh properly")]
    [InlineData("\"shape\":[3,3]", "\"shape\":{}", "describe Whh properly")]
    [InlineData("\"Whh\":{\"dtype\":\"F32\"", "\"Whh\":{\"dtype\":32", "describe Whh properly")]
    [InlineData("\"Whh\":{", "\"Whh\":null,\"other\":{", "describe Whh properly")]
    [InlineData("\"shape\":[3,3],", "", "describe Whh properly")]
    [InlineData("\"shape\":[3,3],", "\"shape\":[3,3],\"shape\":[3,3],", "describe Whh properly")]
    [InlineData("\"Whh\":{", "\"Wxh\":{", "Wxh twice")]
    [InlineData("\"Whh\":{", "\"other\":{", "no tensor Whh")]
    [InlineData("\"Whh\":{\"dtype\":\"F32\"", "\"Whh\":{\"dtype\":\"I32\"", "Whh is I32, not F32")]
    [InlineData("\"Whh\":{\"dtype\":\"F32\"", "\"Whh\":{\"dtype\":\"X\\u001b\"", "Whh is X\\u001B, not F32")]
    [InlineData("\"Whh\":{", "\"__metadata__\":{},\"Whh\":{", "__metadata__ twice")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\"1000\",\"iteration\":\"1000\"", "iteration twice")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":1000", "iteration in its __metadata__ is not a string")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":null", "iteration in its __metadata__ is not a string")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":{\"a\":{\"b\":{\"c\":{}}}}", "iteration in its __metadata__ is not a string")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":[", "not valid JSON")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\"\\ud800\"", "the string \"\\ud800\" in its header has an escape from")]
    [InlineData("\"iteration\":\"1000\"", "\"1\\udc00\":\"1000\"", "the string \"1\\udc00\" in its header has an escape from")]
    [InlineData("\"Whh\":{\"dtype\":\"F32\"", "\"Whh\":{\"dtype\":\"\\ud83d\"", "the string \"\\ud83d\" in its header has an escape from")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\"-1\"", "its iteration is '-1'")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\" 1000\"", "its iteration is ' 1000'")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\"9007199254740992\"", "its iteration is")]
    [InlineData("\"iteration\":\"1000\"", "\"iteration\":\"1e3\"", "its iteration is '1e3'")]
    [InlineData("\"position\":\"25000\"", "\"position\":\"99999999999999999999\"", "its position is")]
    [InlineData("\"sequence_length\":\"25\"", "\"sequence_length\":\"1025\"", "its sequence_length is '1025'")]
    [InlineData("\"sequence_length\":\"25\"", "\"sequence_length\":\"0\"", "its sequence_length is '0'")]
    [InlineData("\"batch_size\":\"1\"", "\"batch_size\":\"2\"", "hprev has the shape [1,3], not [2,3]")]
    [InlineData("\"batch_size\":\"1\"", "\"batch_size\":\"257\"", "its batch_size is")]
    [InlineData("\"learning_rate\":\"0.1\"", "\"learning_rate\":\"0\"", "its learning_rate is '0'")]
    [InlineData("\"learning_rate\":\"0.1\"", "\"learning_rate\":\"NaN\"", "its learning_rate is 'NaN'")]
    [InlineData("\"learning_rate\":\"0.1\"", "\"learning_rate\":\"1e999\"", "its learning_rate is '1e999'")]
    [InlineData("\"clip\":\"5\"", "\"clip\":\"-5\"", "its clip is '-5'")]
    [InlineData("\"smooth_loss\":\"49.12345678901234\"", "\"smooth_loss\":\"Infinity\"", "its smooth_loss is 'Infinity'")]
    [InlineData("\"corpus_xxh128\":\"11", "\"corpus_xxh128\":\"1g", "its corpus_xxh128 is")]
    [InlineData("\"corpus_xxh128\":\"11", "\"corpus_xxh128\":\"1", "its corpus_xxh128 is")]
    [InlineData("\"encoding\":\"utf-8\"", "\"encoding\":\"UTF-16\"", "its encoding is 'UTF-16'")]
    [InlineData("\"encoding\":\"utf-8\"", "\"encoding\":\"bytes\"", "128512 is not a byte")]
    [InlineData("[10,97,228,128512]", "[10,97,97,128512]", "not ascending")]
    [InlineData("[10,97,228,128512]", "[10,97,228,55296]", "55296 is not a Unicode scalar value")]
    [InlineData("[10,97,228,128512]", "[10,97,228]", "its vocabulary has 3 symbols, but Wxh has 4 columns and Why 4 rows; list")]
    [InlineData("[10,97,228,128512]", "[97,10,228,128512]", "not ascending: 10 follows 97")]
    [InlineData("[10,97,228,128512]", "[10]", "list of 2 to 8192 integers")]
    [InlineData("[10,97,228,128512]", "[10,97,228,4294967296]", "list of 2 to 8192 integers")]
    [InlineData("[10,97,228,128512]", "[10,97", "list of 2 to 8192 integers")]
    [InlineData("[10,97,228,128512]", "10", "list of 2 to 8192 integers")]
    [InlineData("[10,97,228,128512]", "[[[[[10]]]]]", "list of 2 to 8192 integers")]
    [InlineData("\"format_version\":\"1\"", "\"format_version\":\"3\"", "its format_version is '3', not 1 or 2")]
    [InlineData("{\"__metadata__\"", " {\"__metadata__\"", "not valid JSON")]
    [InlineData("}}", "}}x", "not valid JSON")]
    [InlineData("}}", "}", "not valid JSON")]
    public void AWrongHeaderIsRefused(string old, string replacement, string expected)
    {
        _file.With(old, replacement).Write(_folder["bad"]);
        Assert.Contains(expected, MessageOf("bad"));
    }

    [Fact]
    public void AStringThatIsNotUtf8IsShown()
    {
        byte[] bad = File.ReadAllBytes(_folder["good"]);
        bad[bad.AsSpan().IndexOf("\"1000\""u8) + 2] = 0xFF;
        File.WriteAllBytes(_folder["bad"], bad);
        Assert.Contains("the string \"1\uFFFD00\" in its header is not valid UTF-8; use another file", MessageOf("bad"));
    }

    [Fact]
    public void MoreSymbolsThanAModelCanHaveAreRefused() => Refused(
        _file.With("[10,97,228,128512]", $"[{string.Join(',', Enumerable.Range(0, 8193))}]"),
        "list of 2 to 8192 integers, but a longer list; use a model of fewer symbols");

    [Fact]
    public void MissingAndExtraBytesAreNoticed()
    {
        byte[] good = File.ReadAllBytes(_folder["good"]);
        for (int length = 0; length < good.Length; length += 7)
        {
            File.WriteAllBytes(_folder["bad"], good[..length]);
            MessageOf("bad");
        }

        Refused(_file with { Data = [.. _file.Data, 0] }, "1 bytes too many");
        Refused(_file with { Data = _file.Data[..^1] }, "1 bytes are missing");
    }

    [Fact]
    public void HugeHeaderLengthsAllocateNothing()
    {
        foreach (long length in (long[])[-1, long.MinValue, long.MaxValue, 1 << 30, 100_000_001, 100_000_000, (1 << 20) + 1, 100_000])
        {
            File.WriteAllBytes(_folder["bad"], [.. BitConverter.GetBytes(length), .. new byte[1000]]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            MessageOf("bad");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }
    }

    [Theory]
    [InlineData(100_000_001, "{", "its header claims to have 100000001 bytes, but 100000000 is the most")]
    [InlineData(1L << 62, "{", "its header claims to have 4611686018427387904 bytes, but 100000000 is the most")]
    [InlineData(100_000_001, "x", "it does not begin as a safetensors file does")]
    [InlineData(100_000_001, "", "it does not begin as a safetensors file does")]
    [InlineData(0x2020202020202020, "{", "it does not begin as a safetensors file does")] // a text
    public void AHeaderThatClaimsTooMuchIsToldFromAnotherKindOfFile(long length, string next, string expected)
    {
        File.WriteAllBytes(_folder["bad"], [.. BitConverter.GetBytes(length), .. next.Select(c => (byte)c)]);
        Assert.Contains(expected, MessageOf("bad"));
    }

    [Fact]
    public void AHeaderThatIsAllZerosGetsNoMemory()
    {
        using (FileStream file = File.Create(_folder["bad"]))
        {
            file.Write(BitConverter.GetBytes(90_000_000L));
            file.SetLength(100_000_000);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("not valid JSON", MessageOf("bad"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    // As many as make a dictionary or a list grow once more.
    [Theory]
    [InlineData("{\"__metadata__\":{", "\"KEY\":1", "}}", 1_932)]
    [InlineData("{\"__metadata__\":{", "\"KEY\":\"x\"", "}}", 156_438)]
    [InlineData("{", "\"KEY\":{\"dtype\":\"\",\"shape\":[],\"data_offsets\":[0,0]}", "}", 1_932)]
    [InlineData("{", "\"KEY\":{\"dtype\":\"x\",\"shape\":[0,0,0,0,0],\"data_offsets\":[0,0]}", "}", 1_932)]
    [InlineData("{\"a\":{\"dtype\":\"\",\"data_offsets\":[0,0],\"shape\":[", "0", "]}}", 65_537)]
    public void ReadingAHeaderAllocatesNoMoreThanWasCheckedBefore(string start, string entry, string end, int count)
    {
        IEnumerable<string> entries = Enumerable.Range(0, count).Select(i => entry.Replace("KEY", Key(i), StringComparison.Ordinal));
        byte[] header = Encoding.ASCII.GetBytes($"{start}{string.Join(',', entries)}{end}");
        long before = GC.GetAllocatedBytesForCurrentThread();
        HeaderReader.Read(header).CheckLayout(0);
        long allocated = header.Length + GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, header.Length, (long)header.Length * TensorFile.BytesPerHeaderByte);

        static string Key(int i) => (i < 64 ? "" : Key(i / 64)) + KeyDigits[i % 64];
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void NumbersThatAreNotFiniteAreRefusedInEveryTensor(float value)
    {
        for (int at = 0; at < _file.Data.Length; at += sizeof(float)) Refused(WithValue(at, value), "holds the value");
    }

    [Fact]
    public void NegativeAdagradMemoryIsRefused() =>
        Refused(WithValue(_file.Data.Length - (4 * sizeof(float)), -1), "mby holds the value -1");

    [Fact]
    public void AnyChangedByteOfTheHeaderIsRefusedOrHarmless()
    {
        byte[] good = File.ReadAllBytes(_folder["good"]);
        int headerBytes = good.Length - _file.Data.Length;
        Gen.Select(Gen.Int[0, headerBytes - 1], Gen.Byte, Gen.Int[0, headerBytes - 1], Gen.Byte).Sample(
            (first, firstByte, second, secondByte) =>
            {
                byte[] bad = [.. good];
                bad[first] = firstByte;
                bad[second] = secondByte;
                File.WriteAllBytes(_folder["bad"], bad);
                try
                {
                    Checkpoint.Open(_folder["bad"]).Dispose();
                }
                catch (CharRnnException e)
                {
                    Assert.DoesNotContain(e.Message, char.IsControl);
                }
            },
            seed: "0N0XIzNsQ0O2",
            iter: 800,
            threads: 1);
    }

    [Fact]
    public void OtherFilesAreNotCheckpoints()
    {
        File.WriteAllText(_folder["text"], "A text, and no checkpoint at all.");
        Assert.Contains("not a usable checkpoint", MessageOf("text"));
        Assert.Contains("does not exist", MessageOf("missing"));
        Assert.Contains("is a folder", Failure.MessageOf(() => Checkpoint.Open(_folder.Path)));
        Assert.Contains("device or a pipe", Failure.MessageOf(() => Checkpoint.Open("/dev/zero")));
    }

    public void Dispose() => _folder.Dispose();

    private CheckpointFile WithValue(int at, float value)
    {
        byte[] data = [.. _file.Data];
        BitConverter.TryWriteBytes(data.AsSpan(at), value);
        return _file with { Data = data };
    }

    private void Refused(CheckpointFile file, string expected)
    {
        file.Write(_folder["bad"]);
        Assert.Contains(expected, MessageOf("bad"));
    }

    private string MessageOf(string name) => Failure.MessageOf(() => Checkpoint.Open(_folder[name]).Dispose());
}
