using System.Globalization;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>The generated routines of the native executable that CHARRNN_EXE names, by the symbols beside it.</summary>
internal sealed class PublishedCode
{
    private const string Generated = "charrnn_CharRnnFast_Kernels_Generated_";

    private readonly Dictionary<ulong, (string Name, ulong Size)> _symbols = [];
    private readonly Dictionary<ulong, MethodListing> _listings = [];

    public PublishedCode()
    {
        foreach (string[] symbol in ChildProcess.Run("nm", ["-S", $"{Executable}.dbg"]).Select(line => line.Split(' ')))
            if (symbol.Length == 4 && symbol[3].StartsWith(Generated, StringComparison.Ordinal))
                _symbols[Number(symbol[0])] = (symbol[3][Generated.Length..], Number(symbol[1]));
    }

    /// <summary>The executable's path; null where none is given.</summary>
    public static string? Executable { get; } =
        Environment.GetEnvironmentVariable("CHARRNN_EXE") is { Length: > 0 } given ? Path.GetFullPath(given) : null;

    /// <summary>Whether a class of generated routines is in the executable.</summary>
    public bool Has(string type) => AddressesOf(type).Any();

    /// <summary>
    /// The methods of a class, by name, and those that they call. The native compiler keeps one of several equal methods, under any of their names:
    /// what a class shares with another width is found by the calls.
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
                if (ulong.TryParse(branch.Target, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong target) && _symbols.ContainsKey(target))
                    waiting.Enqueue(target);
        }
        return methods;
    }

    // A routine that another width lends is the class's own; one of all widths keeps the name of their class.
    private static string NameWithin(string type, string symbol)
    {
        string[] parts = symbol.Split("__", 2);
        return parts[0].EndsWith("Shared", StringComparison.Ordinal) ? $"{parts[0]}.{parts[1]}" : $"{type}.{parts[1]}";
    }

    private IEnumerable<ulong> AddressesOf(string type) =>
        _symbols.Where(symbol => symbol.Value.Name.StartsWith($"{type}__", StringComparison.Ordinal)).Select(symbol => symbol.Key);

    private MethodListing ListingAt(ulong address)
    {
        if (!_listings.TryGetValue(address, out MethodListing? listing))
        {
            string[] range = [$"--start-address={address}", $"--stop-address={address + _symbols[address].Size}"];
            _listings[address] = listing = new(ChildProcess.Run("objdump", ["-d", "-M", "intel", "--no-show-raw-insn", .. range, Executable!]));
        }
        return listing;
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
