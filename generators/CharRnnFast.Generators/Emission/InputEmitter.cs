using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>What the one-hot input and the biases need: sums of rows, and Adagrad on the rows that occur.</summary>
internal static class InputEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set) => writer.Block($$"""
        // The gradient of a bias: the sum of the rows that it was added to, t ascending, streams ascending; a product with a factor of 1.
        public static void SumOfRows(in Buffers b, float* rows, float* sum)
        {
            float one = 1;
            Gradient(b, &one, 0, rows, sum, 1);
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
            {
                int symbol = b.Inputs[row];
                if (b.Marks[symbol] != 0)
                    Average(b, b.DWxh + ((nint)symbol * Stride), 1);
                b.Marks[symbol] = 0;
            }
        }

        // The mean over the streams of a sum over them: g = g * (1/B).
        private static void Average(in Buffers b, float* g, int rows)
        {
            if (b.BatchSize != 1)
                {{set.Name}}Shared.Scale(g, Stride, Columns, 1f / b.BatchSize, rows);
        }

        // c = the mean over the streams of the sum over k of a[row + k * termStep] * right[k], {{TilePlan.TermsOfBlock}} terms at a time: a panel of right stays in L2.
        public static void Gradient(in Buffers b, float* a, nint termStep, float* right, float* c, int rows)
        {
            Product(a, 1, termStep, Math.Min(b.Rows, {{TilePlan.TermsOfBlock}}), right, Stride, b.Zero, 0, c, rows);
            for (nint k = {{TilePlan.TermsOfBlock}}; k < b.Rows; k += {{TilePlan.TermsOfBlock}})
                Product(a + (k * termStep), 1, termStep, Math.Min(b.Rows - k, {{TilePlan.TermsOfBlock}}), right + (k * Stride), Stride, c, Stride, c, rows);
            Average(b, c, rows);
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
