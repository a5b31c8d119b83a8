using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>What the one-hot input and the biases need: sums of rows, and Adagrad on the rows that occur.</summary>
internal static class InputEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set) => writer.Block($$"""
        // The gradient of a bias: the sum of the rows that it was added to, t ascending, streams ascending; a product with a factor of 1.
        public static void SumOfRows(in Buffers b, float* rows, float* sum)
        {
            float one = 1;
            Product(&one, 0, 0, b.Rows, rows, b.Zero, sum, 1);
        }

        // DWxh[x_t]: sums of da over t ascending, streams ascending. Only the rows of symbols that occur are touched.
        public static void InputGradient(in Buffers b)
        {
            for (int row = 0; row < b.Rows; row++)
            {
                int symbol = b.Inputs[row];
                float* sum = b.DWxh + ((nint)symbol * Stride);
                {{set.Name}}Shared.Add(b.Marks[symbol] == 0 ? b.Zero : sum, b.DActivation + ((nint)row * Stride), sum, Columns);
                b.Marks[symbol] = 1;
            }
            for (int row = 0; row < b.Rows; row++)
                b.Marks[b.Inputs[row]] = 0;
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
