using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>Softmax with and without cross-entropy, over rows of logits.</summary>
internal static class SoftmaxEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set) => writer.Block($$"""
        // y = softmax(y) for each row.
        public static void Softmax(float* y, int rows)
        {
            for (; rows != 0; rows--, y += Stride)
                SoftmaxRow(y, out _);
        }

        // y = softmax(y) - onehot(target) and the loss -ln p[target] = ln z - (y[target] - max), in float64, for each row.
        public static void SoftmaxCrossEntropy(float* y, int* targets, double* losses, int rows)
        {
            for (; rows != 0; rows--, y += Stride, targets++, losses++)
            {
                float logit = y[*targets];
                float z = SoftmaxRow(y, out float maximum);
                y[*targets] -= 1;
                *losses = ElementaryFunctions.NaturalLogarithm(z) - ((double)logit - maximum);
            }
        }

        // e = exp(y - max), z = lane sum of e, p = e * (1/z). Returns z.
        private static float SoftmaxRow(float* y, out float maximum)
        {
            maximum = {{set.Name}}Shared.Maximum(y, Columns);
            {{set.Name}}Shared.Exponentials(y, Columns, maximum);
            float z = {{set.Name}}Shared.LaneSum(y, Columns);
            {{set.Name}}Shared.Scale(y, Columns, 1 / z);
            return z;
        }

        """);
}
