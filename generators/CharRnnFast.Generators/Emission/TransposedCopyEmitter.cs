using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The transposed copy of Whh that the backward recurrence reads, in split rows where that pays.</summary>
internal static class TransposedCopyEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan) => writer.Block(plan.SplitsRecurrentRows ? Split(plan.Set) : Plain(plan.Set.Name));

    private static string Plain(string set) => $$"""
        // Columns [rowBegin, rowEnd) of the transposition, from rows of Whh.
        public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) =>
            {{Whole(set)}};

        """;

    private static string Whole(string set) =>
        $"{set}Shared.Transpose(b.Whh + ((nint)rowBegin * Stride), Stride, b.Resident + rowBegin, Stride, rowEnd - rowBegin, b.HiddenSize)";

    // Down a block of columns at a time: so each line of a streamed row is written once, and at once.
    private static string Split(InstructionSet set) => $$"""
        // Columns [rowBegin, rowEnd) of the transposition, from rows of Whh. Blocks become rows that are all of pairs or all behind them.
        public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
        {
            if (b.BatchSize != 1)
            {
                {{Whole(set.Name)}};
                return;
            }
            nint pairs = b.StreamedRows;
            for (nint column = 0; column < b.HiddenSize; column += {{set.TransposeBlock}})
            {
                float* source = b.Whh + column;
                if (column >= 2 * pairs)
                {
                    float* single = b.Resident + ((column - pairs) * {{SplitRows.ResidentStride}}) + rowBegin;
                    {{set.Name}}Shared.TransposeColumns(
                        source + ((nint)rowBegin * Stride), Stride, single, {{2 * SplitRows.ResidentStride}},
                        single + {{SplitRows.ResidentStride}}, {{2 * SplitRows.ResidentStride}}, rowEnd - rowBegin);
                    continue;
                }
                float* even = b.Resident + (column / 2 * {{SplitRows.ResidentStride}});
                float* odd = b.Streamed + (column / 2 * {{SplitRows.StreamedStride}});
                for (nint row = rowBegin, next; row < rowEnd; row = next)
                {
                    next = (row | 15) + 1; // to the end of a line of the streamed rows
                    {{set.Name}}Shared.TransposeColumns(
                        source + (row * Stride), Stride, even + row, {{SplitRows.ResidentStride}},
                        odd + (row / 16 * {{SplitRows.StreamedLineStride}}) + (row % 16), {{SplitRows.StreamedStride}}, Math.Min(next, rowEnd) - row);
                }
            }
        }

        """;
}
