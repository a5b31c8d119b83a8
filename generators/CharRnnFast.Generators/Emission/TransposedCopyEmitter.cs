using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The transposed copy of Whh that the backward recurrence reads, in split rows where that pays.</summary>
internal static class TransposedCopyEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan) => writer.Block(plan.SplitsRecurrentRows ? Split(plan.Set) : Plain(plan.Set.Name));

    private static string Plain(string set) => $$"""
        // Columns [rowBegin, rowEnd) of the transposition, from rows of Whh.
        public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) => {{set}}Shared.Transpose(
            b.Whh + ((nint)rowBegin * Stride), Stride, b.Resident + rowBegin, Stride, rowEnd - rowBegin, b.HiddenSize);

        """;

    // Down a block of columns at a time: so each line of a streamed row is written once, and at once.
    private static string Split(InstructionSet set) => $$"""
        // Columns [rowBegin, rowEnd) of the transposition, from rows of Whh. Blocks become rows that are all of pairs or all behind them.
        {{Registers.Optimize}}
        public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
        {
            nint pairs = b.StreamedRows;
            for (nint column = 0; column < b.HiddenSize; column += {{set.TransposeBlock}})
            {
                float* source = b.Whh + column;
                float* even = b.Resident + ((column < 2 * pairs ? column / 2 : column - pairs) * {{SplitRows.ResidentStride}});
                float* odd = b.Streamed + (column / 2 * {{SplitRows.StreamedStride}});
                for (nint row = rowBegin; row < rowEnd; row += {{set.TransposeBlock}})
                {
                    if (column < 2 * pairs)
                        {{set.Name}}Shared.TransposeBlock(
                            source + (row * Stride), Stride, even + row, {{SplitRows.ResidentStride}},
                            odd + (row / 16 * {{SplitRows.StreamedLineStride}}) + (row % 16), {{SplitRows.StreamedStride}});
                    else
                        {{set.Name}}Shared.TransposeBlock(
                            source + (row * Stride), Stride, even + row, {{2 * SplitRows.ResidentStride}},
                            even + {{SplitRows.ResidentStride}} + row, {{2 * SplitRows.ResidentStride}});
                }
            }
        }

        """;
}
