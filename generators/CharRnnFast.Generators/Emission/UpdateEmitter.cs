using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// The weight update: outer products whose sums go to a strip in L1. The divider would idle while a tile's multiply-adds run, and they
/// while it works: so each tile's loop also updates registers of the weights whose gradient the tiles before left in such a strip.
/// </summary>
internal static class UpdateEmitter
{
    public static void EmitUpdate(CodeWriter writer, TilePlan plan)
    {
        writer.Line("/// <inheritdoc/>")
            .Open("public override void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending)");
        Registers.ForEachBlock(
            writer,
            plan.UpdateBlocks,
            (block, offset) => $"{MethodNames.Update(plan.UpdateRows, block)}(a, termStep, terms, right{offset}, g{offset}, ref pending);");
        writer.Close();
    }

    public static void EmitTile(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        int rows = plan.UpdateRows, termsPerVector = plan.TermsPerUpdateVector(block);
        var registers = Registers.Of(block, plan.Set);
        string pace = termsPerVector == 1 ? "term" : $"{termsPerVector} terms";
        writer.Line($"// {rows} x {block.Columns} sums in {rows} x {registers.Count} registers; "
                + $"a register of pending weights is updated every {pace}.")
            .Line(Registers.Optimize)
            .Open(
                $"private static void {MethodNames.Update(rows, block)}(",
                "    float* a, nint termStep, nint terms, float* right, float* sums, ref PendingUpdate pending)");
        foreach ((int index, _, VectorShape shape) in registers)
        {
            var sums = Enumerable.Range(0, rows).Select(row => $"{TileEmitter.Accumulator(row, index)} = default");
            writer.Line($"{shape.Type} {string.Join(", ", sums)};");
        }

        foreach (VectorShape shape in registers.Select(at => at.Shape).Distinct())
            writer.Line($"{shape.Type} {string.Join(", ", registers.Where(at => at.Shape == shape).Select(at => $"r{at.Index}"))};");
        writer.Line($"{plan.Set.Widest.Type} {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"x{row}"))};");
        EmitLoops(writer, plan, registers, termsPerVector);
        TileEmitter.EmitStores(writer, rows, registers, row => row == 0 ? "sums" : $"sums + {row * plan.Stride}");
        writer.Close();
    }

    private static void EmitLoops(
        CodeWriter writer, TilePlan plan, List<(int Index, int Column, VectorShape Shape)> registers, int termsPerVector)
    {
        (string per, string times) = termsPerVector == 1 ? ("", "") : ($" / {termsPerVector}", $" * {termsPerVector}");
        writer.Block($"""
            float* g = pending.Gradient, w = pending.Weights, m = pending.Memory, settings = pending.Settings;
            nint k = pending.Column, updates = Math.Min(pending.Registers, terms{per});
            pending.Registers -= updates;
            terms -= updates{times};

            """);
        writer.Line($"// {(termsPerVector == 1 ? "One term" : $"{termsPerVector} terms")}, and one register of pending weights.")
            .Open("for (; updates != 0; updates--)");
        for (int term = 0; term < termsPerVector; term++)
            EmitTerm(writer, plan, registers);
        EmitPending(writer, plan);
        writer.Close();
        writer.Block("""

            pending.Gradient = g;
            pending.Weights = w;
            pending.Memory = m;
            pending.Column = k;

            // One term.
            """);
        writer.Open("for (; terms != 0; terms--)");
        EmitTerm(writer, plan, registers);
        writer.Close().Line();
    }

    private static void EmitTerm(CodeWriter writer, TilePlan plan, List<(int Index, int Column, VectorShape Shape)> registers)
    {
        TileEmitter.EmitTerm(writer, plan.Set, plan.UpdateRows, registers, row => Registers.At("a", row), declares: false);
        writer.Line("a += termStep;").Line($"right += {plan.Stride};");
    }

    private static void EmitPending(CodeWriter writer, TilePlan plan)
    {
        VectorShape shape = plan.Set.Widest;
        writer.Line($"Adagrad<{shape.LanesType}, {shape.Type}>.UpdateRegister(g, w, m, k, settings);")
            .Line($"k += {shape.Lanes};")
            .Open($"if (k >= {plan.Columns})")
            .Line("k = 0;")
            .Line($"g += {plan.Stride};")
            .Line($"w += {plan.Stride};")
            .Line($"m += {plan.Stride};")
            .Close();
    }
}
