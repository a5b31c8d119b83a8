using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// Softmax with and without cross-entropy, over rows of logits. Each pass goes over all rows: the rows do not wait for each other, where one row's
/// maximum, exponentials, sum and quotient do.
/// </summary>
internal static class SoftmaxEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set) => writer.Block($$"""
        // y = softmax(y) for each row: e = exp(y - max), z = lane sum of e, p = e * (1/z). Keeps max and z of the rows.
        public static void Softmax(float* y, float* maxima, float* sums, int rows)
        {
            {{set.Name}}Shared.Maxima(y, Stride, Columns, maxima, rows);
            Normalize(y, maxima, sums, rows);
        }

        // y = softmax(y) - onehot(target) and the loss -ln p[target] = ln z - (y[target] - max), in float64, for each row.
        public static void SoftmaxCrossEntropy(float* y, int* targets, double* losses, float* maxima, float* sums, int rows)
        {
            {{set.Name}}Shared.Maxima(y, Stride, Columns, maxima, rows);
            for (int row = 0; row < rows; row++)
                losses[row] = (double)y[((nint)row * Stride) + targets[row]] - maxima[row];
            Normalize(y, maxima, sums, rows);
            for (int row = 0; row < rows; row++)
            {
                y[((nint)row * Stride) + targets[row]] -= 1;
                losses[row] = ElementaryFunctions.NaturalLogarithm(sums[row]) - losses[row];
            }
        }

        private static void Normalize(float* y, float* maxima, float* sums, int rows)
        {
            {{set.Name}}Shared.Exponentials(y, Stride, Columns, maxima, rows);
            {{set.Name}}Shared.Sums(y, Stride, Columns, sums, rows);
            {{set.Name}}Shared.Quotients(y, Stride, Columns, sums, rows);
        }

        """);
}
