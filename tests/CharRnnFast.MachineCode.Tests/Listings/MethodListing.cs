using System.Text.RegularExpressions;

namespace CharRnnFast.MachineCode.Tests.Listings;

/// <summary>
/// A method's machine code in Intel syntax, as objdump prints it (an address before each instruction) or the JIT (labels on lines of their
/// own).
/// </summary>
internal sealed partial class MethodListing
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];

    /// <summary>Reads a listing; lines that hold no code are passed over.</summary>
    /// <exception cref="FormatException">The disassembler did not know an instruction.</exception>
    public MethodListing(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Match match = Line().Match(line);
            if (!match.Success)
                continue;
            if (match.Groups["label"] is { Success: true } label)
                _labels[label.Value] = _instructions.Count;
            if (match.Groups["unknown"].Success)
                throw new FormatException($"no instruction: {line}");
            if (match.Groups["mnemonic"] is { Success: true } mnemonic)
                _instructions.Add(new(mnemonic.Value, match.Groups["operands"].Value.Trim()));
        }
    }

    /// <summary>All instructions, in order.</summary>
    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>All loops, in order. Branches back to one place are one loop, up to the last of them.</summary>
    public IReadOnlyList<Loop> Loops() => [.. Ranges().Select(LoopOf)];

    /// <summary>The loops that hold no other, in order.</summary>
    public IReadOnlyList<Loop> InnerLoops()
    {
        var loops = Ranges();
        return
        [
            .. loops.Where(loop => !loops.Any(other => other != loop && loop.Begin <= other.Begin && other.End <= loop.End)).Select(LoopOf),
        ];
    }

    private (int Begin, int End)[] Ranges() =>
    [
        .. BackwardBranches().GroupBy(branch => branch.Target, branch => branch.Source)
            .Select(group => (Begin: group.Key, End: group.Max()))
            .OrderBy(loop => loop.Begin),
    ];

    private Loop LoopOf((int Begin, int End) range) => new(_instructions[range.Begin..(range.End + 1)]);

    private IEnumerable<(int Source, int Target)> BackwardBranches()
    {
        for (int source = 0; source < _instructions.Count; source++)
            if (_instructions[source] is { IsJump: true } jump && _labels.TryGetValue(jump.Target, out int target) && target <= source)
                yield return (source, target);
    }

    // "  162a60:\tdec    edx", or "G_M1_IG02:" and "       dec      edx". Objdump may name the encoding: "  1620cd:\t{evex} vmovups
    // ymm6,ymm7".
    [GeneratedRegex(
        @"^(?:(?<label>G_M\w+):|(?:\s*(?<label>[0-9a-f]+):)?\s+(?:\{\w+\}\s+)?" +
        @"(?:(?<unknown>[.(])|(?<mnemonic>[a-z]\w*)(?:\s+(?<operands>[^;#]*))?))")]
    private static partial Regex Line();
}
