using System.Text.RegularExpressions;

namespace CharRnnFast.MachineCode.Tests.Listings;

/// <summary>One instruction of a listing in Intel syntax.</summary>
/// <param name="Mnemonic">What it does.</param>
/// <param name="Operands">Destination and sources as the listing has them.</param>
internal sealed partial record Instruction(string Mnemonic, string Operands)
{
    /// <summary>Whether it jumps, always or on a condition.</summary>
    public bool IsJump => Mnemonic[0] == 'j';

    /// <summary>Whether it calls.</summary>
    public bool IsCall => Mnemonic == "call";

    /// <summary>The label or address that a jump or call goes to: the first word behind <c>SHORT</c>.</summary>
    public string Target => Operands.Replace("SHORT ", "", StringComparison.Ordinal).Split(' ')[0];

    /// <summary>Whether it is a fused multiply-add of vectors.</summary>
    public bool IsMultiplyAdd =>
        Mnemonic.StartsWith("vfmadd", StringComparison.Ordinal) || Mnemonic.StartsWith("vfnmadd", StringComparison.Ordinal);

    /// <summary>Whether it works on vector registers.</summary>
    public bool IsVector => VectorRegister().IsMatch(Operands);

    /// <summary>Whether it moves a vector register, or part of one, from or to the stack.</summary>
    public bool IsSpill =>
        IsVector && (Operands.Contains("[rsp", StringComparison.Ordinal) || Operands.Contains("[rbp", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => $"{Mnemonic} {Operands}";

    [GeneratedRegex(@"\b[xyz]mm\d")]
    private static partial Regex VectorRegister();
}
