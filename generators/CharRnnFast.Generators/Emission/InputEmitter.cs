using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>What the one-hot input and the biases need: sums of rows, and Adagrad on the rows that occur.</summary>
internal static class InputEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set) => writer.Block($$"""
        // DWxh[x_t] and DBh: sums of da over t descending, streams ascending. Only the rows of symbols that occur are touched.
        public static void InputGradient(in Buffers b)
        {
            new Span<float>(b.DBh, Columns).Clear();
            for (int row = 0; row < b.Rows; row++)
                new Span<float>(b.DWxh + ((nint)b.Inputs[row] * Stride), Columns).Clear();
            for (int first = b.Rows - b.BatchSize; first >= 0; first -= b.BatchSize)
            {
                for (int row = first; row < first + b.BatchSize; row++)
                {
                    float* da = b.DActivation + ((nint)row * Stride);
                    {{set.Name}}Shared.AddRow(b.DWxh + ((nint)b.Inputs[row] * Stride), da, Columns);
                    {{set.Name}}Shared.AddRow(b.DBh, da, Columns);
                }
            }
        }

        // DBy: sum of dY over t ascending, streams ascending.
        public static void OutputBiasGradient(in Buffers b)
        {
            new Span<float>(b.DBy, Columns).Clear();
            for (int row = 0; row < b.Rows; row++)
                {{set.Name}}Shared.AddRow(b.DBy, b.Logits + ((nint)row * Stride), Columns);
        }

        // Adagrad on bh and on each row of Wxh that occurs, once; for all others it would change nothing, exactly.
        public static void UpdateInputWeights(in Buffers b)
        {
            Adagrad(b.DBh, b.Bh, b.MBh, 1, b.LearningRate, b.Clip);
            for (int row = 0; row < b.Rows; row++)
            {
                int symbol = b.Inputs[row];
                if (b.Marks[symbol] != 0)
                    continue;
                b.Marks[symbol] = 1;
                nint offset = (nint)symbol * Stride;
                Adagrad(b.DWxh + offset, b.Wxh + offset, b.MWxh + offset, 1, b.LearningRate, b.Clip);
            }
            for (int row = 0; row < b.Rows; row++)
                b.Marks[b.Inputs[row]] = 0;
        }
        """);
}
