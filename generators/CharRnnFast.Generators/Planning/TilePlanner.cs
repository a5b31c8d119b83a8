using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Planning;

/// <summary>From sizes and an instruction set to tiles.</summary>
internal static class TilePlanner
{
    public static TilePlan Plan(int columns, InstructionSet set) => new(columns, set);
}
