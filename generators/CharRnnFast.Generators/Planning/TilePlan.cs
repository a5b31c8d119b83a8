using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>Tiles of the operations of one column width on one instruction set.</summary>
/// <remarks>
/// The columns are the compute width of a row, a multiple of 8; the stride is in floats. Tiles are of products, or of weight updates, and
/// their blocks of columns go from left to right. The chain's block is all columns, where the registers hold the sums of a matrix-vector
/// product; else null.
/// </remarks>
internal sealed record TilePlan(
    int Columns, int Stride, InstructionSet Set, int TileRows, EquatableArray<ColumnBlock> TileBlocks,
    int UpdateRows, EquatableArray<ColumnBlock> UpdateBlocks, ColumnBlock? ChainBlock)
{
    /// <summary>
    /// Rows that a matrix-vector product takes at once where the registers do not hold all sums: whole rows one behind the other stream
    /// better than blocks of columns down all rows (512 columns and 25 steps from L2 on Zen 4: 238 us, blocks 278 us; 1024 columns from L3:
    /// 1390 us, 1620 us).
    /// </summary>
    public const int ChainRows = 8;

    /// <summary>The class of its routines.</summary>
    public string TypeName => NameOf(Set, Columns);

    /// <summary>Rows that a tile of products may have, the most first. A single row is a matrix-vector product.</summary>
    public IEnumerable<int> TileHeights => Enumerable.Range(2, TileRows - 1).Reverse();

    /// <summary>Distinct blocks of the tiles of products, wider first: a method each.</summary>
    public IEnumerable<ColumnBlock> TileShapes => Shapes(TileBlocks);

    /// <summary>Distinct blocks of the tiles of weight updates.</summary>
    public IEnumerable<ColumnBlock> UpdateShapes => Shapes(UpdateBlocks);

    /// <summary>Registers that the largest tile holds through its loop: accumulators, one row of the right factor, one broadcast.</summary>
    public int TileRegisters => RegistersOf(TileRows, TileBlocks);

    /// <summary>The same of the tiles of weight updates, with those of the pending update.</summary>
    public int UpdateRegisters => RegistersOf(UpdateRows, UpdateBlocks) + TilePlanner.AdagradRegisters;

    /// <summary>Registers of the widest kind that a row of pending weights takes; the last may reach into the row's padding.</summary>
    public int UpdateVectorsPerRow => (Columns + Set.Widest.Lanes - 1) / Set.Widest.Lanes;

    /// <summary>Terms of a tile whose multiply-adds take as long as the divider takes for one register of pending weights.</summary>
    public int TermsPerUpdateVector(ColumnBlock block) =>
        Math.Max(1, (int)Math.Ceiling((double)Set.MultiplyAddsPerDivision * Set.Widest.Lanes / (UpdateRows * block.Columns)));

    /// <summary>The class of the routines of a width on an instruction set.</summary>
    public static string NameOf(InstructionSet set, int columns) => $"{set.Name}Width{columns}";

    private static IEnumerable<ColumnBlock> Shapes(EquatableArray<ColumnBlock> blocks) =>
        blocks.GroupBy(block => block.Columns).Select(group => group.First());

    private static int RegistersOf(int rows, EquatableArray<ColumnBlock> blocks) =>
        ((rows + 1) * blocks.Max(block => block.Vectors.Count)) + 1;
}

/// <summary>A run of equal blocks of adjacent columns: one method walks over all of them.</summary>
/// <remarks>The offset is that of the first block; the vectors are lanes of the registers that cover one block, left to right.</remarks>
internal sealed record ColumnBlock(int Offset, int Count, EquatableArray<int> Vectors)
{
    /// <summary>Columns of one block.</summary>
    public int Columns => Vectors.Sum();

    /// <summary>The column after the last block of the run.</summary>
    public int End => Offset + (Count * Columns);
}
