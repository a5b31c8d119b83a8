using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The backward recurrence: a transposed matrix-vector product, whose outputs are lane sums, at every step.</summary>
internal static class TransposedMatrixVectorEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        writer.Line()
            .Line("// da_t = (1 - h*h) * (DHidden + Whh' da_{t+1}) for t descending; da behind the last step is 0.")
            .Open("public static void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)")
            .Open("for (int stream = streamBegin; stream < streamEnd; stream++)")
            .Nested("for (int t = b.SequenceLength - 1; t >= 0; t--)", "BackwardStep(b, t, ((nint)t * b.BatchSize) + stream);")
            .Close()
            .Close()
            .Line();
        EmitStep(writer, plan);
        for (int rows = plan.DotRows; rows >= TilePlan.DotRowMultiple; rows /= 2)
            EmitRows(writer, plan, rows);
    }

    private static void EmitStep(CodeWriter writer, TilePlan plan)
    {
        int rows = plan.DotRows, rest = TilePlan.DotRowMultiple;
        writer.Open("private static void BackwardStep(in Buffers b, int t, nint row)")
            .Block($"""
                float* da = b.DActivation + (row * Stride), next = da + ((nint)b.BatchSize * Stride);
                float* h = b.Hidden + ((row + b.BatchSize) * Stride), outputs = b.DHidden + (row * Stride);
                nint terms = t == b.SequenceLength - 1 ? 0 : (b.HiddenSize + {TilePlan.LanesOfSum - 1}) & -{TilePlan.LanesOfSum};

                // Up in even steps, down in odd ones: where the walk turns, the rows of Whh are still in L1.
                bool up = (t & 1) == 0;
                nint groups = (b.HiddenSize + {rest - 1}) / {rows}, last = groups * {rows};
                """);
        if (rows > rest)
            writer.Nested("if (!up && last < b.HiddenSize)", Call(rest, "last"));
        writer.Nested("for (nint group = 0, j = up ? 0 : last - " + rows + "; group < groups; group++, j += up ? " + rows + " : -" + rows + ")", Call(rows, "j"));
        if (rows > rest)
            writer.Nested("if (up && last < b.HiddenSize)", Call(rest, "last"));
        writer.Close();

        static string Call(int rows, string j) => $"Backward{rows}(b.Whh + ({j} * Stride), next, terms, h + {j}, outputs + {j}, da + {j});";
    }

    private static void EmitRows(CodeWriter writer, TilePlan plan, int rows)
    {
        int registers = plan.RegistersPerDotRow, atOnce = Math.Min(rows, plan.DotRowsAtOnce);
        writer.Line()
            .Line($"// da[r] = (1 - h*h) * (outputs[r] + lane sum over i of w[r, i] * x[i]), r = 0..{rows - 1}: {atOnce} rows at once in {atOnce * registers} registers.")
            .Line(Registers.Optimize)
            .Open($"private static void Backward{rows}(float* w, float* x, nint terms, float* h, float* outputs, float* da)");
        for (int row = 0; row < rows; row += atOnce)
            EmitLanes(writer, plan.Set.Widest, row, atOnce, registers);
        for (int row = 0; row < rows; row += SumsAtOnce(plan.Set))
            writer.Line(Sums(plan.Set, row));
        writer.Close();
    }

    /// <summary>Leaves, for each row, one register with the lanes after s[l] += s[l+8] (and, with four lanes, s[l] += s[l+4]).</summary>
    private static void EmitLanes(CodeWriter writer, VectorShape shape, int firstRow, int rows, int registersPerRow)
    {
        var accumulators = Enumerable.Range(firstRow, rows)
            .SelectMany(row => Enumerable.Range(0, registersPerRow).Select(part => (Row: row, Part: part, Name: $"s{row}_{part}")))
            .ToList();
        writer.Line($"{shape.Type} {string.Join(", ", accumulators.Select(s => $"{s.Name} = {shape.Type}.Zero"))};")
            .Open($"for (nint i = 0; i < terms; i += {TilePlan.LanesOfSum})");
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
        16 => $"Vector256<float> q{row} = Avx.Add(s{row}_0.GetLower(), s{row}_0.GetUpper());",
        8 => $"Vector256<float> q{row} = Avx.Add(s{row}_0, s{row}_1);",
        _ => $"Vector128<float> q{row} = AdvSimd.Add(AdvSimd.Add(s{row}_0, s{row}_2), AdvSimd.Add(s{row}_1, s{row}_3));",
    };

    private static int SumsAtOnce(InstructionSet set) => Math.Min(set.Widest.Lanes, 8);

    private static string Sums(InstructionSet set, int row)
    {
        string folded = string.Join(", ", Enumerable.Range(row, SumsAtOnce(set)).Select(r => $"q{r}"));
        return $"{set.Name}Shared.ActivationGradients({set.Name}Shared.LaneSums({folded}), {Registers.At("h", row)}, {Registers.At("outputs", row)}, {Registers.At("da", row)});";
    }
}
