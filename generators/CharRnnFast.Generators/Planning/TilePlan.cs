using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>Tiles of the operations of one column width on one instruction set.</summary>
/// <param name="Columns">Compute width of a row, a multiple of 8.</param>
/// <param name="Stride">Floats between rows: an odd number of 64-byte lines.</param>
/// <param name="Set">The instruction set.</param>
/// <param name="TileRows">Rows of the tiles of products; 1 for scalar code.</param>
/// <param name="TileBlocks">Blocks of columns of the tiles of products, left to right.</param>
/// <param name="VectorBlocks">Blocks of columns of the matrix-vector product, left to right.</param>
/// <param name="DotRowsAtOnce">Rows of the transposed matrix-vector product whose sums are in registers together; 1 for scalar code.</param>
internal sealed record TilePlan(
    int Columns,
    int Stride,
    InstructionSet Set,
    int TileRows,
    EquatableArray<ColumnBlock> TileBlocks,
    EquatableArray<ColumnBlock> VectorBlocks,
    int DotRowsAtOnce)
{
    /// <summary>Registers that the largest tile holds through its loop: accumulators, one row of the right factor, one broadcast.</summary>
    public int TileRegisters => TileBlocks.Count == 0 ? 1 : ((TileRows + 1) * TileBlocks.Max(block => block.Vectors.Count)) + 1;

    /// <summary>Registers that the transposed matrix-vector product holds through its loop: accumulators, and the vector's lanes.</summary>
    public int DotRegisters => (DotRowsAtOnce + 1) * TilePlanner.LanesOfSum / Set.Widest.Lanes;
}
