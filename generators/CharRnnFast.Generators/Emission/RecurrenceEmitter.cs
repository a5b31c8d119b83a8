using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The recurrences: at every step a matrix-vector product, forward over the rows of Whh's columns, backward over its rows.</summary>
internal static class RecurrenceEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        writer.Block(Forward(plan.Set.Name)).Block(Backward(plan.Set.Name, plan.SplitsRecurrentRows ? "SplitChain(b, " : "Chain(b.Resident, b.HiddenSize, "));
        EmitWalk(writer, plan);
        if (plan.SplitsRecurrentRows)
            EmitSplitWalk(writer, plan);
        ChainEmitter.Emit(writer, plan);
    }

    private static string Forward(string set) => $$"""
        // h = tanh(Wxh[:,x] + bh + Whh h') at every step, h' being the step's before.
        public static void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
        {
            int streams = streamEnd - streamBegin;
            for (int t = 0; t < b.SequenceLength; t++)
                for (int stream = streamBegin; stream < streamEnd; stream++)
                    ForwardInput(b, ((nint)t * b.BatchSize) + stream);
            for (int t = 0; t < b.SequenceLength; t++)
                ForwardStep(b, (t & 1) == 0, ((nint)t * b.BatchSize) + streamBegin, streams);
        }

        // What does not depend on the steps before.
        private static void ForwardInput(in Buffers b, nint row) => {{set}}Shared.Add(
            b.Wxh + ((nint)b.Inputs[row] * Stride), b.Bh, b.Hidden + ((row + b.BatchSize) * Stride), Columns);

        private static void ForwardStep(in Buffers b, bool up, nint row, int streams)
        {
            float* previous = b.Hidden + (row * Stride), next = previous + ((nint)b.BatchSize * Stride);
            if (streams == 1)
                Chain(b.Whh, b.HiddenSize, up, previous, next, next);
            else
                Walk(b.Whh, b.HiddenSize, up, previous, next, next, streams);

            // The next step walks the other way: what it needs first comes first.
            for (; streams > 0; streams--, next += Stride)
                if (up)
                    {{set}}Shared.TanhDown(next, Columns);
                else
                    {{set}}Shared.TanhUp(next, Columns);
        }

        """;

    private static string Backward(string set, string one) => $$"""
        // da = (1 - h*h) * (DHidden + Whh' da') for t descending, da' being the step's after; da' behind the last step is 0.
        public static void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
        {
            for (int t = b.SequenceLength - 1; t >= 0; t--)
                BackwardStep(b, t, ((nint)t * b.BatchSize) + streamBegin, streamEnd - streamBegin);
        }

        private static void BackwardStep(in Buffers b, int t, nint row, int streams)
        {
            float* da = b.DActivation + (row * Stride), dh = b.DHidden + (row * Stride), step = da + ((nint)b.BatchSize * Stride);
            float* h = b.Hidden + ((row + b.BatchSize) * Stride);
            bool up = (t & 1) == 0;
            if (t != b.SequenceLength - 1)
            {
                if (streams != 1)
                    Walk(b.Resident, b.HiddenSize, up, step, dh, da, streams);
                else
                    {{one}}up, step, dh, da);
                dh = da;
            }
            for (; streams > 0; streams--, dh += Stride, h += Stride, da += Stride)
                if (up)
                    {{set}}Shared.SlopeDown(dh, h, da, Columns);
                else
                    {{set}}Shared.SlopeUp(dh, h, da, Columns);
        }

        // The same walk for several rows of x, start and y at once.
        private static void Walk(float* w, nint terms, bool up, float* x, float* start, float* y, int rows)
        {
            nint first = up ? 0 : terms - 1, step = up ? 1 : -1;
            Product(x + first, Stride, step, terms, w + (first * Stride), step * Stride, start, Stride, y, rows);
        }

        """;

    private static void EmitWalk(CodeWriter writer, TilePlan plan)
    {
        writer.Line("// y = start + the sum over k of row k of w * x[k]; up in even steps, down in odd ones: where the walk turns, the rows are cached.")
            .Open("private static void Chain(float* w, nint terms, bool up, float* x, float* start, float* y)")
            .Block("""
                nint first = up ? 0 : terms - 1, step = up ? 1 : -1;
                w += first * Stride;
                x += first;
                """);
        if (plan.ChainBlock is not null)
            writer.Line($"{MethodNames.Chain(plan.Columns)}(w, x, step, terms, start, y);");
        else
            writer.Block($$"""
                nint weightStep = step * Stride;
                for (; terms >= {{TilePlan.ChainRows}}; terms -= {{TilePlan.ChainRows}}, w += {{TilePlan.ChainRows}} * weightStep, x += {{TilePlan.ChainRows}} * step, start = y)
                    {{MethodNames.Rows(TilePlan.ChainRows)}}(w, weightStep, x, step, start, y);
                for (; terms > 0; terms--, w += weightStep, x += step, start = y)
                    {{MethodNames.Rows(1)}}(w, weightStep, x, step, start, y);
                """);
        writer.Close().Line();
    }

    private static void EmitSplitWalk(CodeWriter writer, TilePlan plan)
    {
        int columns = plan.Columns;
        writer.Line("// The same over the transposed copy, whose rows are split where there is one stream.")
            .Open("private static void SplitChain(in Buffers b, bool up, float* x, float* start, float* y)")
            .Open("if (b.BatchSize != 1)").Line("Chain(b.Resident, b.HiddenSize, up, x, start, y);").Line("return;").Close()
            .Line("nint pairs = b.StreamedRows, singles = b.HiddenSize - (2 * pairs);")
            .Nested("if (up)", $"{MethodNames.ChainUp(columns)}(b.Resident, b.Streamed, x, pairs, singles, start, y);")
            .Nested("else", $"{MethodNames.ChainDown(columns)}(b.Resident, b.Streamed, x, pairs, singles, start, y);")
            .Close()
            .Line();
    }
}
