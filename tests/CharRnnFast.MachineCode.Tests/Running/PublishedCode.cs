using System.Globalization;
using System.Text.RegularExpressions;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>The generated routines of the native executable that CHARRNN_EXE names, by the symbols beside it.</summary>
internal sealed partial class PublishedCode
{
    private readonly Dictionary<ulong, (string Name, ulong Size)> _symbols = [];
    private readonly Dictionary<ulong, MethodListing> _listings = [];

    public PublishedCode()
    {
        foreach (string[] symbol in ChildProcess.Run("nm", ["-S", $"{Executable}.dbg"]).Select(line => line.Split(' ')))
            if (symbol.Length == 4 && Routine().Match(symbol[3]) is { Success: true } routine)
                _symbols[Number(symbol[0])] = ($"{routine.Groups["type"]}.{routine.Groups["method"]}", Number(symbol[1]));
    }

    /// <summary>The executable's path; null where none is given.</summary>
    public static string? Executable { get; } =
        Environment.GetEnvironmentVariable("CHARRNN_EXE") is { Length: > 0 } given ? Path.GetFullPath(given) : null;

    /// <summary>Whether a class of generated routines is in the executable.</summary>
    public bool Has(string type) => AddressesOf(type).Any();

    /// <summary>
    /// The methods of a class, by name, and those that they call. The native compiler keeps one of several equal methods, under any of
    /// their names: what a class shares with another width is found by the calls.
    /// </summary>
    public SortedDictionary<string, MethodListing> MethodsOf(string type)
    {
        SortedDictionary<string, MethodListing> methods = new(StringComparer.Ordinal);
        Queue<ulong> waiting = new(AddressesOf(type));
        while (waiting.TryDequeue(out ulong address))
        {
            MethodListing listing = ListingAt(address);
            if (!methods.TryAdd(NameWithin(type, _symbols[address].Name), listing))
                continue;
            foreach (Instruction branch in listing.Instructions.Where(instruction => instruction.IsCall || instruction.IsJump))
                if (ulong.TryParse(branch.Target, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong target)
                    && _symbols.ContainsKey(target))
                    waiting.Enqueue(target);
        }
        return methods;
    }

    // A routine that another width lends is the class's own; a handwritten one keeps the name of its class.
    private static string NameWithin(string type, string symbol) =>
        symbol.Contains("Width", StringComparison.Ordinal) ? $"{type}.{symbol.Split('.')[1]}" : symbol;

    // Generated for a width, or generic over the lanes.
    [GeneratedRegex(
        @"^charrnn_CharRnnFast_Kernels_Generated_(?<type>\w+?)__(?<method>\w+)$|" +
        @"^CharRnnFast_CharRnnFast_Kernels_(?<type>\w+)_2<.*>__(?<method>\w+)$")]
    private static partial Regex Routine();

    private IEnumerable<ulong> AddressesOf(string type) =>
        _symbols.Where(symbol => symbol.Value.Name.StartsWith($"{type}.", StringComparison.Ordinal)).Select(symbol => symbol.Key);

    private MethodListing ListingAt(ulong address)
    {
        if (!_listings.TryGetValue(address, out MethodListing? listing))
        {
            string[] range = [$"--start-address={address}", $"--stop-address={address + _symbols[address].Size}"];
            _listings[address] = listing = new(
                ChildProcess.Run("objdump", ["-d", "-M", "intel", "--no-show-raw-insn", .. range, Executable!]));
        }
        return listing;
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
