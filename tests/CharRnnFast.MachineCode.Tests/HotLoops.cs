using CharRnnFast.Generators.Planning;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>The loops in the machine code of methods, which are named "Class.Method".</summary>
internal sealed class HotLoops(IReadOnlyDictionary<string, MethodListing> methods)
{
    // Of the one register of pending weights that the first loop of an update takes a round: m = g*g + m.
    private const int PendingMultiplyAdds = 1;

    // What the compiler may copy into its caller, being short, by the caller.
    private static readonly (string Caller, string Callee)[] Inlined =
        [("Product", MethodNames.Chain), (MethodNames.Chain, MethodNames.Rows(1))];

    /// <summary>The instructions of loops, whether these hold others or not, that take a vector from the stack or put one there.</summary>
    public string[] Spills =>
    [
        .. (from method in methods
            from loop in method.Value.Loops()
            from spill in loop.Spills
            select $"{method.Key}: {spill}").Distinct(),
    ];

    /// <summary>The methods that have loops over vectors.</summary>
    public IEnumerable<string> Methods => methods.Keys.Where(name => CountsIn(name).Length != 0);

    /// <summary>What <see cref="Found"/> has to be, if the code is as planned.</summary>
    public static IEnumerable<string> Planned(TilePlan plan) => PlannedCounts(plan).Select(Show).Order(StringComparer.Ordinal);

    /// <summary>The multiply-adds in loops of the methods of a width: "Method: 21, 10", sorted.</summary>
    public IEnumerable<string> Found(TilePlan plan)
    {
        Dictionary<string, int[]> planned = PlannedCounts(plan).ToDictionary();
        return methods.Keys.Where(name => name.StartsWith($"{plan.TypeName}.", StringComparison.Ordinal))
            .Select(name => (Name: name[(plan.TypeName.Length + 1)..], Counts: CountsIn(name)))
            .Where(method => method.Counts.Length != 0)
            .Select(method => Show(KeyValuePair.Create(Origin(method.Name, method.Counts, planned), method.Counts)))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, int[]> PlannedCounts(TilePlan plan) => PlannedLoops.Of(plan).ToDictionary(
        method => method.Name,
        method => Sorted(method.MultiplyAdds.Select((count, loop) => count + (IsOfPending(method, loop) ? PendingMultiplyAdds : 0))));

    // Updates have two loops, the others one.
    private static bool IsOfPending(MethodLoops method, int loop) => method.MultiplyAdds.Count() == 2 && loop == 0;

    // The method that the loops were written in.
    private static string Origin(string name, int[] counts, Dictionary<string, int[]> planned) => Inlined
        .Where(pair => pair.Caller == name && !planned.ContainsKey(name))
        .Select(pair => pair.Callee)
        .FirstOrDefault(callee => planned.TryGetValue(callee, out int[]? expected) && expected.SequenceEqual(counts), name);

    // In any order: the compiler may place a later loop before an earlier one.
    private static int[] Sorted(IEnumerable<int> counts) => [.. counts.OrderDescending()];

    private static string Show(KeyValuePair<string, int[]> method) => $"{method.Key}: {string.Join(", ", method.Value)}";

    private int[] CountsIn(string name) =>
        Sorted(methods[name].InnerLoops().Where(loop => loop.IsOfVectors).Select(loop => loop.MultiplyAdds));
}
