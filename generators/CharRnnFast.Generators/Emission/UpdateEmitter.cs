using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// The weight update: outer products whose sums end in clip and Adagrad. The divider would idle while a tile's multiply-adds run, and they while
/// it works: so each tile's loop also updates the rows of weights whose gradient the tiles before left in a strip in L1.
/// </summary>
internal static class UpdateEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        if (!plan.Set.IsVector)
        {
            writer.Block(Portable);
            return;
        }
        EmitWalk(writer, plan);
        foreach (ColumnBlock shape in Registers.Shapes(plan.UpdateBlocks))
            EmitTile(writer, plan, shape);
        EmitFinish(writer, plan);
    }

    private const string Portable = """
        // w, m = Adagrad of the sum over k of a[row + k * termStep] * right[k], row by row.
        public static void Update(in Buffers b, float* a, nint termStep, float* right, float* w, float* m, int rows)
        {
            for (; rows != 0; rows--, a++, w += Stride, m += Stride)
            {
                Gradient(b, a, termStep, right, b.Strip, 1);
                Adagrad(b.Strip, w, m, 1, b.LearningRate, b.Clip);
            }
        }

        """;

    private static void EmitWalk(CodeWriter writer, TilePlan plan)
    {
        int rows = plan.UpdateRows;
        writer.Block($$"""
            // Registers of a gradient in L1 that wait to be clipped and applied: from Column of the row that the pointers are at.
            private struct Pending
            {
                public float* Gradient, Weights, Memory;
                public nint Column, Vectors;
            }

            // w, m = Adagrad of the sum over k of a[row + k * termStep] * right[k], {{rows}} rows at once, in the shade of the {{rows}} rows after them.
            public static void Update(in Buffers b, float* a, nint termStep, float* right, float* w, float* m, int rows)
            {
                {{plan.Set.Name}}Shared.BroadcastSettings(b.Settings, b.LearningRate, b.Clip);
                float* strip = b.Strip, other = b.Strip + {{rows}} * Stride;
                Pending pending = default;
                while (rows > 0)
                {
                    int taken = Math.Min(rows, {{rows}});
                    if (taken == {{rows}})
                    {
                        UpdateTiles(a, termStep, b.Rows, right, strip, b.Settings, ref pending);
                        Average(b, strip, taken);
                    }
                    else
                    {
                        Gradient(b, a, termStep, right, strip, taken);
                    }
                    Finish(b.Settings, ref pending);
                    pending.Gradient = strip;
                    pending.Weights = w;
                    pending.Memory = m;
                    pending.Column = 0;
                    pending.Vectors = taken * {{plan.UpdateVectorsPerRow}};
                    strip = other;
                    other = pending.Gradient;
                    rows -= taken;
                    a += taken;
                    w += taken * Stride;
                    m += taken * Stride;
                }
                Finish(b.Settings, ref pending);
            }

            """);
        writer.Open("private static void UpdateTiles(float* a, nint termStep, nint terms, float* right, float* c, float* settings, ref Pending pending)");
        Registers.ForEachBlock(
            writer, plan.UpdateBlocks, (block, offset) => $"{Name(plan, block)}(a, termStep, terms, right{offset}, c{offset}, settings, ref pending);");
        writer.Close();
    }

    private static string Name(TilePlan plan, ColumnBlock block) => MethodNames.Update(plan.UpdateRows, block);

    private static void EmitTile(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        int rows = plan.UpdateRows, termsPerVector = plan.TermsPerUpdateVector(block);
        var registers = Registers.Of(block, plan.Set);
        writer.Line()
            .Line($"// {rows} x {block.Columns} sums in {rows} x {registers.Count} registers; a register of pending weights is updated every {(termsPerVector == 1 ? "term" : $"{termsPerVector} terms")}.")
            .Line(Registers.Optimize)
            .Open($"private static void {Name(plan, block)}(float* a, nint termStep, nint terms, float* right, float* c, float* settings, ref Pending pending)");
        foreach ((int index, _, VectorShape shape) in registers)
            writer.Line($"{shape.Type} {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"{TileEmitter.Accumulator(row, index)} = {shape.Type}.Zero"))};");
        writer.Block($"""
            float* g = pending.Gradient, w = pending.Weights, m = pending.Memory;
            nint k = pending.Column, vectors = Math.Min(pending.Vectors, terms / {termsPerVector});
            pending.Vectors -= vectors;
            terms -= vectors * {termsPerVector};
            """);
        writer.Open("for (; vectors != 0; vectors--)");
        for (int term = 0; term < termsPerVector; term++)
            EmitTerm(writer, plan, registers);
        EmitVector(writer, plan);
        writer.Close();
        writer.Block("""
            pending.Gradient = g;
            pending.Weights = w;
            pending.Memory = m;
            pending.Column = k;
            """);
        writer.Open("for (; terms != 0; terms--)");
        EmitTerm(writer, plan, registers);
        writer.Close();
        TileEmitter.EmitStores(writer, rows, registers);
        writer.Close();
    }

    private static void EmitTerm(CodeWriter writer, TilePlan plan, List<(int Index, int Column, VectorShape Shape)> registers)
    {
        writer.Line("{");
        TileEmitter.EmitTerm(writer, plan.Set, plan.UpdateRows, registers, row => Registers.At("a", row));
        writer.Line("a += termStep;").Line("right += Stride;").Line("}");
    }

    private static void EmitFinish(CodeWriter writer, TilePlan plan)
    {
        writer.Line()
            .Line("// Updates what is left of the pending rows.")
            .Line(Registers.Optimize)
            .Open("private static void Finish(float* settings, ref Pending pending)")
            .Line("float* g = pending.Gradient, w = pending.Weights, m = pending.Memory;")
            .Line("nint k = pending.Column;")
            .Open("for (nint vectors = pending.Vectors; vectors != 0; vectors--)");
        EmitVector(writer, plan);
        writer.Close().Close().Line();
    }

    // The settings come from memory: the tile's sums leave no register for them.
    private static void EmitVector(CodeWriter writer, TilePlan plan)
    {
        VectorShape shape = plan.Set.Widest;
        string[] settings = [.. Enumerable.Range(0, 4).Select(index => shape.Load(Registers.At("settings", index * shape.Lanes)))];
        writer.Lines(AdagradEmitter.Vector(shape, settings))
            .Line($"k += {shape.Lanes};")
            .Open($"if (k >= Columns)")
            .Line("k = 0;")
            .Line("g += Stride;")
            .Line("w += Stride;")
            .Line("m += Stride;")
            .Close();
    }
}
