using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>A run of equal blocks of adjacent columns: one method walks over all of them.</summary>
/// <param name="Offset">First column of the first block.</param>
/// <param name="Count">Blocks in the run.</param>
/// <param name="Vectors">Lanes of the registers that cover one block, left to right.</param>
internal sealed record ColumnBlock(int Offset, int Count, EquatableArray<int> Vectors)
{
    /// <summary>Columns of one block.</summary>
    public int Columns => Vectors.Sum();

    /// <summary>The column after the last block of the run.</summary>
    public int End => Offset + (Count * Columns);
}
