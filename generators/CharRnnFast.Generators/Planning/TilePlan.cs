using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Planning;

/// <summary>Tiles of the operations of one column width on one instruction set.</summary>
internal sealed record TilePlan(int Columns, InstructionSet Set);
