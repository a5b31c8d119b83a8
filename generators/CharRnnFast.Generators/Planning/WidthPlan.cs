using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Planning;

/// <summary>The plan of one column width on one instruction set.</summary>
internal sealed record WidthPlan(int Columns, InstructionSet Set, TilePlan Tiles)
{
    public string HintName => $"{Set.Name}Width{Columns}.g.cs";
}
