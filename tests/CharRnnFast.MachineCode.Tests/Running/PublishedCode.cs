using System.Globalization;
using System.Text.RegularExpressions;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>The hot methods of the native executable that CHARRNN_EXE names, by the symbols beside it.</summary>
internal sealed partial class PublishedCode
{
    private readonly Dictionary<ulong, (string Name, ulong Size)> _symbols = [];
    private readonly List<ulong> _addresses = [];
    private readonly List<string> _lines = [];

    public PublishedCode()
    {
        foreach (string[] symbol in ChildProcess.Run("nm", ["-S", $"{Executable}.dbg"]).Select(line => line.Split(' ')))
            if (symbol.Length == 4 && Routine().Match(symbol[3]) is { Success: true } routine)
                _symbols[Number(symbol[0])] = ($"{routine.Groups["type"]}.{routine.Groups["method"]}", Number(symbol[1]));
        string[] arguments = ["-d", "-j", "__managedcode", "-M", "intel", "--no-show-raw-insn", Executable!];
        foreach (string line in ChildProcess.Run("objdump", arguments))
        {
            if (!ulong.TryParse(line.Split(':')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong address))
                continue;
            _addresses.Add(address);
            _lines.Add(line);
        }
    }

    /// <summary>The executable's path; null where none is given.</summary>
    public static string? Executable { get; } =
        Environment.GetEnvironmentVariable("CHARRNN_EXE") is { Length: > 0 } given ? Path.GetFullPath(given) : null;

    /// <summary>Whether a class of generated routines is in the executable.</summary>
    public bool Has(string type) => AddressesOf(type).Any();

    /// <summary>The handwritten methods, by "Class.Method".</summary>
    public Dictionary<string, MethodListing> Handwritten() => _symbols.Where(symbol => !IsOfWidth(symbol.Value.Name))
        .ToDictionary(symbol => symbol.Value.Name, symbol => ListingAt(symbol.Key));

    /// <summary>
    /// The methods of a generated class, by "Class.Method", and those that they call. The native compiler keeps one of several equal
    /// methods, under any of their names: what a class shares with another width is found by the calls, and takes the class's name.
    /// </summary>
    public SortedDictionary<string, MethodListing> MethodsOf(string type)
    {
        SortedDictionary<string, MethodListing> methods = new(StringComparer.Ordinal);
        Queue<ulong> waiting = new(AddressesOf(type));
        while (waiting.TryDequeue(out ulong address))
        {
            MethodListing listing = ListingAt(address);
            if (!methods.TryAdd($"{type}.{_symbols[address].Name.Split('.')[1]}", listing))
                continue;
            foreach (Instruction branch in listing.Instructions.Where(instruction => instruction.IsCall || instruction.IsJump))
                if (ulong.TryParse(branch.Target, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong target)
                    && _symbols.TryGetValue(target, out var callee) && IsOfWidth(callee.Name))
                    waiting.Enqueue(target);
        }
        return methods;
    }

    private static bool IsOfWidth(string symbol) => symbol.Contains("Width", StringComparison.Ordinal);

    // Generated for a width, or generic over the lanes of vectors; or dropout's, over single floats.
    [GeneratedRegex(
        @"^charrnn_CharRnnFast_Kernels_Generated_(?<type>\w+?)__(?<method>\w+)$|" +
        @"^CharRnnFast_CharRnnFast_(Kernels|Steps)_(?<type>\w+)_2<CharRnnFast_CharRnnFast_Numerics_Lanes(8|16)__.*>__(?<method>\w+)$|" +
        @"^CharRnnFast_CharRnnFast_Random_(?<type>DropoutMask)__(?<method>\w+)$")]
    private static partial Regex Routine();

    private IEnumerable<ulong> AddressesOf(string type) =>
        _symbols.Where(symbol => symbol.Value.Name.StartsWith($"{type}.", StringComparison.Ordinal)).Select(symbol => symbol.Key);

    private MethodListing ListingAt(ulong address)
    {
        int begin = _addresses.BinarySearch(address), end = _addresses.BinarySearch(address + _symbols[address].Size);
        Assert.True(begin >= 0, $"{_symbols[address].Name}: no instruction at {address:x}");
        return new(_lines[begin..(end < 0 ? ~end : end)]);
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
