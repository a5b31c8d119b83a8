using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Robustness;

/// <summary>Damages a whole checkpoint in one of many ways.</summary>
internal sealed partial class CheckpointMutator
{
    private const int PrefixBytes = 8;

    // No counter, rate or share may have one of these.
    private static readonly string[] BadNumbers =
        ["", "-1", "NaN", "Infinity", "1e999", "0x10", "1,5", "1 2", "99999999999999999999x", "--1", "\\u0000"];
    private static readonly string[] BadSymbols = ["-1", "1.5", "1114112", "55296", "99999999999", "\\\"a\\\"", "null", "[1]", "", "1e2"];
    private static readonly string[] BadNames = ["", "LSTM", "Adam", "sgd", "transformer", "lstm ", "1", "\\u0000"];
    private static readonly string[] ForeignNames =
        ["weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l", "weight_hr_l", "rnn.weight_ih_l"];
    private static readonly string[] BadTypes = ["F64", "F16", "BF16", "I32", "U8", "f32", "", "F\\u001b32", "F32 "];
    private static readonly float[] BadValues = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    private readonly byte[] _good;
    private readonly string _header;
    private readonly System.Random _random;
    private readonly Func<Mutation>[] _kinds;

    public CheckpointMutator(byte[] good, System.Random random)
    {
        _good = good;
        _header = Encoding.UTF8.GetString(good, PrefixBytes, (int)BinaryPrimitives.ReadInt64LittleEndian(good));
        _random = random;
        _kinds =
        [
            FlipBits, Truncate, Append, ReplaceHeaderLength, ReplaceOffset, ReplaceSize, ReplaceType, ReplaceSymbol, MangleJson,
            ReplaceHeaderBytes, ReplaceValue,
            .. IsForeign ? (Func<Mutation>[])[RenameForeignTensor, ReshapeTensor] :
                [RenameTensor, ReplaceMetadata, RepeatKey, ReplaceVersion],
            .. IsOfFormat2 ? (Func<Mutation>[])[ReplaceName, ReplaceCell, ReplaceLayers, ReplaceChoice, RemoveSetting] : [],
        ];
    }

    private bool IsOfFormat2 => _header.Contains("\"format_version\":\"2\"", StringComparison.Ordinal);

    private bool IsForeign => !_header.Contains("\"format\":\"charrnn\"", StringComparison.Ordinal);

    private int DataStart => PrefixBytes + Encoding.UTF8.GetByteCount(_header);

    /// <summary>The next damaged file.</summary>
    public Mutation Next() => Any(_kinds)();

    private Mutation FlipBits()
    {
        byte[] bytes = [.. _good];
        for (int flips = _random.Next(1, 9); flips > 0; flips--) bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return new(nameof(FlipBits), bytes, MustBeRefused: !bytes.AsSpan(0, PrefixBytes).SequenceEqual(_good.AsSpan(0, PrefixBytes)));
    }

    private Mutation Truncate() => new(nameof(Truncate), _good[.._random.Next(_good.Length)], true);

    private Mutation Append() => new(nameof(Append), [.. _good, .. new byte[_random.Next(1, 5000)]], true);

    private Mutation ReplaceHeaderLength()
    {
        byte[] bytes = [.. _good];
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        long wrong = Any(
            length + 8, length - 8, 0, -1, long.MaxValue, long.MinValue, _good.Length, _good.Length - 8, 1 << 20, _random.NextInt64());
        BinaryPrimitives.WriteInt64LittleEndian(bytes, wrong);
        return new(nameof(ReplaceHeaderLength), bytes, true);
    }

    private Mutation ReplaceOffset() => ReplaceNumber(nameof(ReplaceOffset), Offsets());

    private Mutation ReplaceSize() => ReplaceNumber(nameof(ReplaceSize), Sizes());

    private Mutation ReplaceType() => WithHeader(nameof(ReplaceType), Replace(Any(Types()), Any(BadTypes)), true);

    private Mutation RenameTensor()
    {
        MatchCollection names = TensorNames();
        Group name = Any(names);
        string other = Any(name.Value.ToUpperInvariant(), "x" + name.Value, "", "__metadata__", "by", "hprev", Any(names).Value);
        bool isTaken = other == "__metadata__" || names.Any(match => match.Groups["it"].Value == other);
        bool isRequired = name.Value is "Wxh" or "Whh" or "Why" or "out.weight" || Begins(name, "rnn.weight");
        return WithHeader(nameof(RenameTensor), Replace(name, other), (isRequired || isTaken) && other != name.Value);
    }

    // Other layers, directions, prefixes and modules of PyTorch, or what the model may lack.
    private Mutation RenameForeignTensor()
    {
        MatchCollection names = TensorNames();
        Group name = Any(names);
        string layer = Any("0", "1", "2", "7", "8", "00", "-1", "4294967296", "99999999999999999999");
        string other = Any(
            $"{Any("", "model.", "x.", "adam_m.", "adagrad.")}{Any(ForeignNames)}{layer}", name.Value + "_reverse", "model." + name.Value,
            name.Value[(name.Value.IndexOf('.') + 1)..], "rnn.weight_hr_l0", "rnn.weight_ih", "Wxh", "hprev", "cprev", "embed.weight",
            "a'\\\\\\u001b" + name.Value, Any(names).Value);
        bool isTaken = names.Any(match => match.Groups["it"].Value == other);
        bool isRequired = name.Value.Contains("weight", StringComparison.Ordinal) && other.StartsWith("adam_m.", StringComparison.Ordinal);
        return WithHeader(nameof(RenameForeignTensor), Replace(name, other), (isRequired || isTaken) && other != name.Value);
    }

    // The same number of elements, or another, over the same bytes.
    private Mutation ReshapeTensor()
    {
        Group shape = Any(ShapePattern().Matches(_header));
        int[] sizes = [.. shape.Value.Split(',').Select(int.Parse)];
        long elements = sizes.Aggregate(1L, (product, size) => product * size);
        string other = Any(
            string.Join(',', sizes.Reverse()), $"{elements}", $"1,{elements}", $"{elements},1", $"{string.Join(',', sizes)},1", "",
            $"{elements / 2},2", $"2,{elements / 2}", $"0,{elements}", $"{elements},9223372036854775807", "4294967296,4294967296");
        return WithHeader(nameof(ReshapeTensor), Replace(shape, other), false);
    }

    private Mutation ReplaceMetadata() => WithHeader(nameof(ReplaceMetadata), Replace(Any(MetadataNumbers()), Any(BadNumbers)), true);

    private Mutation ReplaceSymbol() => WithHeader(nameof(ReplaceSymbol), Replace(Any(Symbols()), Any(BadSymbols)), true);

    private Mutation ReplaceVersion()
    {
        (string version, string other) = IsOfFormat2 ? ("2", "1") : ("1", "2");
        string wrong = Any(other, "3", "", "01", "1.0", "02", "x");
        return WithHeader(
            nameof(ReplaceVersion),
            _header.Replace($"\"format_version\":\"{version}\"", $"\"format_version\":\"{wrong}\"", StringComparison.Ordinal), true);
    }

    private Mutation ReplaceName() => WithHeader(nameof(ReplaceName), Replace(Any(NamePattern().Matches(_header)), Any(BadNames)), true);

    // Another cell has other shapes.
    private Mutation ReplaceCell()
    {
        Group cell = Any(CellPattern().Matches(_header));
        return WithHeader(nameof(ReplaceCell), Replace(cell, Any([.. CellNames.All.Where(name => name != cell.Value)])), true);
    }

    // Fewer layers leave the states too large, more have no weights.
    private Mutation ReplaceLayers()
    {
        Group layers = Any(LayersPattern().Matches(_header));
        string[] others = [.. Enumerable.Range(0, 10).Select(count => $"{count}").Where(count => count != layers.Value)];
        return WithHeader(nameof(ReplaceLayers), Replace(layers, Any(others)), true);
    }

    // What a run can go on with, however odd.
    private Mutation ReplaceChoice()
    {
        Group setting = Any(ChoicePattern().Matches(_header));
        string key = setting.Value[1..setting.Value.IndexOf('"', 1)];
        string value = key switch
        {
            "optimizer" => Any(OptimizerNames.All),
            "dropout" => Any("0", "0.5", "0.999999", "0.9999999999999999", "1E-300"),
            _ => Any("0", "1", "744000", "1000000", "4503599627370496", "9007199254740991"),
        };
        return WithHeader(nameof(ReplaceChoice), Replace(setting, $"\"{key}\":\"{value}\""), false);
    }

    private Mutation RemoveSetting()
    {
        Group setting = Any(SettingPattern().Matches(_header));
        return WithHeader(nameof(RemoveSetting), Replace(setting, ""), Begins(setting, "\"cell\"") || Begins(setting, "\"layers\""));
    }

    private Mutation MangleJson()
    {
        Group mark = Any(Punctuation());
        return WithHeader(nameof(MangleJson), Replace(mark, _random.Next(2) == 0 ? "" : mark.Value + mark.Value), true);
    }

    private Mutation RepeatKey()
    {
        string repeated = Any("\"iteration\":\"1\",", "\"clip\":\"5\",", "\"vocabulary\":\"[1,2]\",");
        if (IsOfFormat2)
            repeated = Any(repeated, "\"cell\":\"gru\",", "\"layers\":\"1\",", "\"optimizer\":\"adam\",", "\"dropout\":\"0\",");
        return WithHeader(nameof(RepeatKey), _header.Replace("\"seed\":", repeated + "\"seed\":", StringComparison.Ordinal), true);
    }

    private Mutation ReplaceHeaderBytes()
    {
        byte[] bytes = [.. _good];
        for (int count = _random.Next(1, 4); count > 0; count--) bytes[_random.Next(PrefixBytes, DataStart)] = (byte)_random.Next(256);
        return new(nameof(ReplaceHeaderBytes), bytes, MustBeRefused: false);
    }

    private Mutation ReplaceValue()
    {
        byte[] bytes = [.. _good];
        int values = (bytes.Length - DataStart) / sizeof(float);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(DataStart + (_random.Next(values) * sizeof(float))), Any(BadValues));
        return new(nameof(ReplaceValue), bytes, true);
    }

    private Mutation ReplaceNumber(string kind, MatchCollection numbers)
    {
        Group old = Any(numbers);
        string wrong;
        do wrong = Any(
            "0", "1", "-4", "1e9", "4.5", "9223372036854775807", "9223372036854775808", $"{_random.Next(5000)}", $"{_random.NextInt64()}");
        while (wrong == old.Value);
        return WithHeader(kind, Replace(old, wrong), true);
    }

    private Mutation WithHeader(string kind, string header, bool mustBeRefused)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] prefix = new byte[PrefixBytes];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return new(kind, [.. prefix, .. json, .. _good[DataStart..]], mustBeRefused);
    }

    private string Replace(Group old, string replacement) => _header[..old.Index] + replacement + _header[(old.Index + old.Length)..];

    private Group Any(MatchCollection matches) => matches[_random.Next(matches.Count)].Groups["it"];

    private static bool Begins(Group group, string start) => group.Value.StartsWith(start, StringComparison.Ordinal);

    private T Any<T>(params T[] values) => values[_random.Next(values.Length)];

    private MatchCollection Offsets() => OffsetPattern().Matches(_header);

    private MatchCollection Sizes() => SizePattern().Matches(_header);

    private MatchCollection Types() => TypePattern().Matches(_header);

    private MatchCollection TensorNames() => TensorPattern().Matches(_header);

    private MatchCollection MetadataNumbers() => MetadataPattern().Matches(_header);

    private MatchCollection Symbols() => SymbolPattern().Matches(_header);

    private MatchCollection Punctuation() => PunctuationPattern().Matches(_header);

    [GeneratedRegex("(?<=\"data_offsets\":\\[[\\d,]*)(?<it>\\d+)(?=[\\],])")]
    private static partial Regex OffsetPattern();

    [GeneratedRegex("(?<=\"shape\":\\[[\\d,]*)(?<it>\\d+)(?=[\\],])")]
    private static partial Regex SizePattern();

    [GeneratedRegex("\"shape\":\\[(?<it>[\\d,]+)\\]")]
    private static partial Regex ShapePattern();

    [GeneratedRegex("\"dtype\":\"(?<it>F32)\"")]
    private static partial Regex TypePattern();

    [GeneratedRegex("\"(?<it>[\\w.]+)\":\\{\"dtype\"")]
    private static partial Regex TensorPattern();

    [GeneratedRegex("\"(?:cell|optimizer)\":\"(?<it>\\w+)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex("\"cell\":\"(?<it>\\w+)\"")]
    private static partial Regex CellPattern();

    [GeneratedRegex("\"layers\":\"(?<it>\\d+)\"")]
    private static partial Regex LayersPattern();

    [GeneratedRegex("(?<it>\"(?:optimizer|dropout|updates)\":\"[^\"]*\")")]
    private static partial Regex ChoicePattern();

    [GeneratedRegex("(?<it>\"(?:cell|layers|optimizer|dropout|updates)\":\"[^\"]*\",)")]
    private static partial Regex SettingPattern();

    [GeneratedRegex("\":\"(?<it>[\\d.]+)\"")]
    private static partial Regex MetadataPattern();

    [GeneratedRegex("(?<=\"vocabulary\":\"\\[[\\d,]*)(?<it>\\d+)(?=[\\],])")]
    private static partial Regex SymbolPattern();

    [GeneratedRegex("(?<it>[{}\\[\\]\":,])")]
    private static partial Regex PunctuationPattern();
}
