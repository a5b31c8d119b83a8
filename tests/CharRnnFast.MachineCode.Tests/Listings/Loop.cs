namespace CharRnnFast.MachineCode.Tests.Listings;

/// <summary>The instructions from a backward branch's target to the branch.</summary>
internal sealed record Loop(IReadOnlyList<Instruction> Instructions)
{
    /// <summary>How many fused multiply-adds a round takes.</summary>
    public int MultiplyAdds => Instructions.Count(instruction => instruction.IsMultiplyAdd);

    /// <summary>The instructions that take a vector operand from the stack or put one there.</summary>
    public IEnumerable<Instruction> Spills => Instructions.Where(instruction => instruction.IsSpill);

    /// <summary>Whether it works on vectors by itself: a loop that only calls others does not.</summary>
    public bool IsOfVectors =>
        Instructions.Any(instruction => instruction.IsVector) && !Instructions.Any(instruction => instruction.IsCall);
}
