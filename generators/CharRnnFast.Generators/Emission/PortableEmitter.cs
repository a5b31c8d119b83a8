namespace CharRnnFast.Generators.Emission;

/// <summary>The scalar routines, which define the bits of every result: plain loops in the order of the order contract.</summary>
internal static class PortableEmitter
{
    private const string Text = """
        // h = tanh(Wxh[:,x] + bh + Whh h') at every step: a chain over j, ascending in even steps, descending in odd ones.
        public static void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
        {
            for (int stream = streamBegin; stream < streamEnd; stream++)
                for (int t = 0; t < b.SequenceLength; t++)
                    ForwardStep(b, t, ((nint)t * b.BatchSize) + stream);
        }

        private static void ForwardStep(in Buffers b, int t, nint row)
        {
            float* previous = b.Hidden + (row * Stride);
            float* next = previous + ((nint)b.BatchSize * Stride);
            float* embedding = b.Wxh + ((nint)b.Inputs[row] * Stride);
            for (nint i = 0; i < Columns; i++)
                next[i] = embedding[i] + b.Bh[i];
            for (nint term = 0; term < b.HiddenSize; term++)
            {
                nint j = (t & 1) == 0 ? term : b.HiddenSize - 1 - term;
                AddScaled(next, b.Whh + (j * Stride), previous[j]);
            }
            PortableShared.TanhUp(next, Columns);
        }

        // da = (1 - h*h) * (DHidden + Whh' da') for t descending: a chain over i, ascending in even steps, descending in odd ones.
        public static void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
        {
            for (int stream = streamBegin; stream < streamEnd; stream++)
                for (int t = b.SequenceLength - 1; t >= 0; t--)
                    BackwardStep(b, t, ((nint)t * b.BatchSize) + stream);
        }

        private static void BackwardStep(in Buffers b, int t, nint row)
        {
            float* da = b.DActivation + (row * Stride), next = da + ((nint)b.BatchSize * Stride);
            float* h = b.Hidden + ((row + b.BatchSize) * Stride);
            nint terms = t == b.SequenceLength - 1 ? 0 : b.HiddenSize;
            for (nint j = 0; j < b.HiddenSize; j++)
            {
                float dh = b.DHidden[(row * Stride) + j];
                for (nint term = 0; term < terms; term++)
                {
                    nint i = (t & 1) == 0 ? term : terms - 1 - term;
                    dh = MathF.FusedMultiplyAdd(next[i], b.Whh[(j * Stride) + i], dh);
                }
                da[j] = MathF.FusedMultiplyAdd(-h[j], h[j], 1) * dh;
            }
        }

        // There is no such copy: the backward recurrence reads Whh itself.
        public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
        {
        }

        // c[r] = start[r] + sum over k, ascending, of a[r * rowStep + k * termStep] * right[k]; rows of c are Stride floats apart, of right
        // rightStep, of start startStep: 0 for one row to start all.
        public static void Product(
            float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep, float* start, nint startStep, float* c, int rows)
        {
            for (; rows != 0; rows--, a += rowStep, start += startStep, c += Stride)
            {
                for (nint v = 0; v < Columns; v++)
                    c[v] = start[v];
                for (nint k = 0; k < terms; k++)
                    AddScaled(c, right + (k * rightStep), a[k * termStep]);
            }
        }

        // One term of as many chains as there are columns.
        private static void AddScaled(float* sums, float* row, float factor)
        {
            for (nint v = 0; v < Columns; v++)
                sums[v] = MathF.FusedMultiplyAdd(factor, row[v], sums[v]);
        }
        """;

    public static void Emit(CodeWriter writer) => writer.Block(Text);
}
