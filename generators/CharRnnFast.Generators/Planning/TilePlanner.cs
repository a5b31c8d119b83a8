using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>From sizes and an instruction set to tiles: every decision about generated code is made here.</summary>
internal static class TilePlanner
{
    /// <summary>Tallest tile: 5 divides the 25 steps of the default sequence, so that its products leave no remainder.</summary>
    public const int MaxTileRows = 5;

    /// <summary>Rows of the tiles of weight updates: 5 divides the hidden size of 100 and the vocabulary of 65.</summary>
    public const int UpdateRows = 5;

    /// <summary>Registers that clip and Adagrad need at once.</summary>
    public const int AdagradRegisters = 3;

    // The broadcast of the matrix-vector product, and a register of slack for the allocator.
    private const int ReservedForChains = 2;

    public static TilePlan Plan(int columns, InstructionSet set)
    {
        List<int> vectors = Cover(columns, set);
        (int blocks, int rows) = ChooseTile(vectors.Count, set.Registers);
        int updateWide = (set.Registers - 1 - AdagradRegisters) / (UpdateRows + 1);
        var updateBlocks = Split(vectors, (vectors.Count + updateWide - 1) / updateWide);
        var chainBlock = vectors.Count <= set.Registers - ReservedForChains ? new ColumnBlock(0, 1, vectors.ToEquatableArray()) : null;
        return new(columns, StrideOf(columns, set), set, rows, Split(vectors, blocks), UpdateRows, updateBlocks, chainBlock);
    }

    /// <summary>
    /// Floats between rows: the smallest odd number of 64-byte lines, so that walking down a column meets all cache sets. An odd number of
    /// 32 bytes does so too: where registers are no wider, such rows need no padding, and more of Whh stays in L1 (H = 100, AVX2, Zen 4:
    /// 1.8% of a step).
    /// </summary>
    private static int StrideOf(int columns, InstructionSet set)
    {
        const int line = 16, halfLine = 8;
        bool dense = set.Widest.Lanes <= halfLine && columns / halfLine % 2 == 1;
        return dense ? columns : (((columns + line - 1) / line) | 1) * line;
    }

    /// <summary>
    /// Lanes of the registers that cover a row: as many of the widest as fit, then a narrower one for the last 8 columns.
    /// </summary>
    private static List<int> Cover(int columns, InstructionSet set)
    {
        List<int> vectors = [];
        foreach (VectorShape shape in set.Vectors)
            for (; columns >= shape.Lanes; columns -= shape.Lanes)
                vectors.Add(shape.Lanes);
        return vectors;
    }

    /// <summary>
    /// Fewest loads for each row and term: one broadcast for every block, and each register of the right factor shared by the tile's rows.
    /// All accumulators, one row of the right factor and a broadcast stay in registers.
    /// </summary>
    private static (int Blocks, int Rows) ChooseTile(int vectors, int registers)
    {
        (int Blocks, int Rows, double Loads) best = (0, 0, double.MaxValue);
        for (int blocks = 1; blocks <= vectors; blocks++)
        {
            int wide = (vectors + blocks - 1) / blocks;
            int rows = Math.Min(MaxTileRows, (registers - 1 - wide) / wide);
            double loads = rows < 1 ? double.MaxValue : blocks + ((double)vectors / rows);
            if (loads < best.Loads)
                best = (blocks, rows, loads);
        }
        return (best.Blocks, best.Rows);
    }

    /// <summary>As even as possible, wider blocks first; equal neighbours become one run.</summary>
    private static EquatableArray<ColumnBlock> Split(List<int> vectors, int blocks)
    {
        List<ColumnBlock> runs = [];
        int taken = 0, offset = 0;
        for (int block = 0; block < blocks; block++)
        {
            int count = (vectors.Count / blocks) + (block < vectors.Count % blocks ? 1 : 0);
            EquatableArray<int> lanes = vectors.Skip(taken).Take(count).ToEquatableArray();
            ColumnBlock? last = runs.LastOrDefault();
            if (last?.Vectors.Equals(lanes) == true)
                runs[runs.Count - 1] = last with { Count = last.Count + 1 };
            else
                runs.Add(new(offset, 1, lanes));
            taken += count;
            offset += lanes.Sum();
        }
        return runs.ToEquatableArray();
    }
}
