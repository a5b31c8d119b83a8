using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The backward recurrence: a transposed matrix-vector product, whose outputs are lane sums, at every step.</summary>
internal static class TransposedMatrixVectorEmitter
{
    private const int Rows = TilePlanner.DotRows;
    private const int LanesOfSum = TilePlanner.LanesOfSum;

    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        writer.Line()
            .Line("// da_t = (1 - h*h) * (DHidden + Whh' da_{t+1}) for t descending; da behind the last step is 0.")
            .Open("public static void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)")
            .Open("for (int stream = streamBegin; stream < streamEnd; stream++)")
            .Nested("for (int t = b.SequenceLength - 1; t >= 0; t--)", "BackwardStep(b, t, ((nint)t * b.BatchSize) + stream);")
            .Close()
            .Close()
            .Line()
            .Open("private static void BackwardStep(in Buffers b, int t, nint row)")
            .Block($"""
                float* da = b.DActivation + (row * Stride), next = da + ((nint)b.BatchSize * Stride);
                float* h = b.Hidden + ((row + b.BatchSize) * Stride);
                nint terms = t == b.SequenceLength - 1 ? 0 : (b.HiddenSize + {LanesOfSum - 1}) & -{LanesOfSum};
                for (nint j = 0; j < b.HiddenSize; j += {Rows})
                    Dot{Rows}(b.Whh + (j * Stride), next, terms, da + j);
                {plan.Set.Name}Shared.ActivationGradient(da, h, b.DHidden + (row * Stride), {plan.Columns});
                """)
            .Close()
            .Line();
        EmitDot(writer, plan);
    }

    private static void EmitDot(CodeWriter writer, TilePlan plan)
    {
        int rowsAtOnce = plan.DotRowsAtOnce, registersPerRow = LanesOfSum / plan.Set.Widest.Lanes;
        writer.Line($"// sums[r] = lane sum over i of w[r, i] * x[i], r = 0..{Rows - 1}: {rowsAtOnce} rows at once in {rowsAtOnce * registersPerRow} registers.")
            .Line(Registers.Optimize)
            .Open($"private static void Dot{Rows}(float* w, float* x, nint terms, float* sums)");
        for (int row = 0; row < Rows; row += rowsAtOnce)
            EmitRows(writer, plan.Set.Widest, row, rowsAtOnce, registersPerRow);
        writer.Block(Reduction(plan.Set)).Close();
    }

    /// <summary>Leaves, for each row, one register with the lanes after s[l] += s[l+8] (and, with four lanes, s[l] += s[l+4]).</summary>
    private static void EmitRows(CodeWriter writer, VectorShape shape, int firstRow, int rows, int registersPerRow)
    {
        var accumulators = Enumerable.Range(firstRow, rows)
            .SelectMany(row => Enumerable.Range(0, registersPerRow).Select(part => (Row: row, Part: part, Name: $"s{row}{part}")))
            .ToList();
        writer.Line($"{shape.Type} {string.Join(", ", accumulators.Select(s => $"{s.Name} = {shape.Type}.Zero"))};")
            .Open($"for (nint i = 0; i < terms; i += {LanesOfSum})");
        for (int part = 0; part < registersPerRow; part++)
            writer.Line($"{shape.Type} x{part} = {shape.Load(Registers.At("x + i", part * shape.Lanes))};");
        foreach (var s in accumulators)
            writer.Line($"{s.Name} = {shape.MultiplyAdd(shape.Load(Registers.At($"w + {s.Row} * Stride + i", s.Part * shape.Lanes)), $"x{s.Part}", s.Name)};");
        writer.Close();
        for (int row = firstRow; row < firstRow + rows; row++)
            writer.Line(Fold(shape, row));
    }

    private static string Fold(VectorShape shape, int row) => shape.Lanes switch
    {
        16 => $"Vector256<float> q{row} = Avx.Add(s{row}0.GetLower(), s{row}0.GetUpper());",
        8 => $"Vector256<float> q{row} = Avx.Add(s{row}0, s{row}1);",
        _ => $"Vector128<float> q{row} = AdvSimd.Add(AdvSimd.Add(s{row}0, s{row}2), AdvSimd.Add(s{row}1, s{row}3));",
    };

    private static string Reduction(InstructionSet set) => set.Widest.Lanes == 4
        ? """
            // s[l] += s[l+2], then s[0] + s[1]: two rows share a register, then four.
            AdvSimd.Store(sums, FourSums(q0, q1, q2, q3));
            AdvSimd.Store(sums + 4, FourSums(q4, q5, q6, q7));

            static Vector128<float> FourSums(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
                AdvSimd.Arm64.AddPairwise(TwoSums(a, b), TwoSums(c, d));

            static Vector128<float> TwoSums(Vector128<float> a, Vector128<float> b) => AdvSimd.Add(
                AdvSimd.Arm64.ZipLow(a.AsDouble(), b.AsDouble()).AsSingle(),
                AdvSimd.Arm64.ZipHigh(a.AsDouble(), b.AsDouble()).AsSingle());
            """
        : """
            // s[l] += s[l+4]: rows r and r+4 share a register.
            Vector256<float> p0 = Avx.Add(Avx.Permute2x128(q0, q4, 0x20), Avx.Permute2x128(q0, q4, 0x31));
            Vector256<float> p1 = Avx.Add(Avx.Permute2x128(q1, q5, 0x20), Avx.Permute2x128(q1, q5, 0x31));
            Vector256<float> p2 = Avx.Add(Avx.Permute2x128(q2, q6, 0x20), Avx.Permute2x128(q2, q6, 0x31));
            Vector256<float> p3 = Avx.Add(Avx.Permute2x128(q3, q7, 0x20), Avx.Permute2x128(q3, q7, 0x31));

            // s[l] += s[l+2]: four rows share a register.
            Vector256<float> u0 = Avx.Add(
                Avx.UnpackLow(p0.AsDouble(), p1.AsDouble()).AsSingle(), Avx.UnpackHigh(p0.AsDouble(), p1.AsDouble()).AsSingle());
            Vector256<float> u1 = Avx.Add(
                Avx.UnpackLow(p2.AsDouble(), p3.AsDouble()).AsSingle(), Avx.UnpackHigh(p2.AsDouble(), p3.AsDouble()).AsSingle());

            // s[0] + s[1]: eight sums in the order of their rows.
            Avx.Store(sums, Avx.Add(Avx.Shuffle(u0, u1, 0x88), Avx.Shuffle(u0, u1, 0xDD)));
            """;
}
