using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Emission;

/// <summary>The operations of a kernel's contract: each calls the routine of the hidden or of the vocabulary width on its arrays.</summary>
/// <param name="writer">Receives the members of the nested type.</param>
/// <param name="set">The instruction set.</param>
/// <param name="hidden">Compute width of rows of H elements.</param>
/// <param name="vocab">Compute width of rows of V elements.</param>
internal sealed class OperationsEmitter(CodeWriter writer, InstructionSet set, int hidden, int vocab)
{
    // The kernel's own namespace and types come before any using: every other name is given from the root.
    private const string Buffers = "global::CharRnnFast.Kernels.Buffers";

    // Not the constants of the widths: so kernels of one width share the machine code of what differs in the other's stride only.
    private const string HiddenStride = "b.HiddenStride";
    private const string VocabStride = "b.VocabStride";
    private const string Rows = "rowEnd - rowBegin";
    private const string RowMaxima = "b.RowMaxima + rowBegin";
    private const string RowSums = "b.RowSums + rowBegin";
    private const string Settings = "b.LearningRate, b.Clip";

    private readonly string _routines = $"global::{KernelSpec.GeneratedNamespace}.{set.Name}";

    private string Hidden => $"{_routines}Width{hidden}";

    private string Vocab => $"{_routines}Width{vocab}";

    // The states after each step, which the outputs come from: those before the first step are left out.
    private string States => $"b.Hidden + ((nint)b.BatchSize * {HiddenStride})";

    public void Emit()
    {
        EmitRecurrences();
        EmitProducts();
        EmitSoftmax();
        EmitUpdates();
        EmitInputs();
        writer.Line($"public static long FmaPeak(int rounds) => {_routines}Shared.FmaPeak(rounds);");
    }

    private void EmitRecurrences()
    {
        writer.Line().Line("// Recurrences: over the hidden columns.");
        foreach (string name in new[] { "ForwardRecurrence", "BackwardRecurrence" })
            writer.Nested(
                $"public static void {name}(in {Buffers} b, int streamBegin, int streamEnd) =>",
                $"{Hidden}.{name}(b, streamBegin, streamEnd);");
    }

    private void EmitProducts()
    {
        writer.Line().Line("// Products: Y = H Why', dH = dY Why, dWhh' = H' dA, dWhy = dY' H.");
        OfRows(
            "Logits", $"{Vocab}.Product", HiddenRow("Hidden", "(b.BatchSize + rowBegin)"), HiddenStride, "1", "b.HiddenSize",
            "b.WhyTransposed", VocabStride, "b.By", "0", VocabRow("Logits"), Rows);
        OfRows(
            "HiddenGradient", $"{Hidden}.Product", VocabRow("Logits"), VocabStride, "1", "b.VocabSize",
            "b.Why", HiddenStride, "b.Zero", "0", HiddenRow("DHidden"), Rows);
        OfRows("RecurrentGradient", $"{Hidden}.Gradient", "b", "b.Hidden + rowBegin", HiddenStride, "b.DActivation", HiddenRow("DWhh"), Rows);
        OfRows("OutputGradient", $"{Hidden}.Gradient", "b", "b.Logits + rowBegin", VocabStride, States, HiddenRow("DWhy"), Rows);
    }

    private void EmitSoftmax()
    {
        writer.Line().Line("// Softmax: over the vocabulary columns.");
        OfRows("Softmax", $"{Vocab}.Softmax", VocabRow("Logits"), RowMaxima, RowSums, Rows);
        OfRows(
            "SoftmaxCrossEntropy", $"{Vocab}.SoftmaxCrossEntropy", VocabRow("Logits"), "b.Targets + rowBegin", "b.RowLosses + rowBegin",
            RowMaxima, RowSums, Rows);
    }

    private void EmitUpdates()
    {
        writer.Line().Line("// Updates, fused with the outer product or from a stored gradient, and the transposed copy of Why.");
        OfRows(
            "UpdateRecurrentWeights", $"{Hidden}.Update", "b", "b.Hidden + rowBegin", HiddenStride, "b.DActivation",
            HiddenRow("Whh"), HiddenRow("MWhh"), Rows);
        OfRows(
            "UpdateOutputWeights", $"{Hidden}.Update", "b", "b.Logits + rowBegin", VocabStride, States,
            HiddenRow("Why"), HiddenRow("MWhy"), Rows);
        OfRows("AdagradRecurrent", $"{Hidden}.Adagrad", HiddenRow("DWhh"), HiddenRow("Whh"), HiddenRow("MWhh"), Rows, Settings);
        OfRows("AdagradOutput", $"{Hidden}.Adagrad", HiddenRow("DWhy"), HiddenRow("Why"), HiddenRow("MWhy"), Rows, Settings);
        OfRows(
            "TransposeOutputWeights", $"{_routines}Shared.Transpose", HiddenRow("Why"), HiddenStride,
            "b.WhyTransposed + rowBegin", VocabStride, Rows, "b.HiddenSize");
        OfRows("TransposeRecurrentWeights", $"{Hidden}.TransposeRecurrentWeights", "b", "rowBegin", "rowEnd");
    }

    private void EmitInputs() => writer.Line()
        .Line("// Input weights and biases.")
        .Open($"public static void InputAndBiasGradients(in {Buffers} b)")
        .Line($"{Hidden}.InputGradient(b);")
        .Line($"{Hidden}.SumOfRows(b, b.DActivation, b.DBh);")
        .Line($"{Vocab}.SumOfRows(b, b.Logits, b.DBy);")
        .Close()
        .Open($"public static void UpdateInputWeightsAndBiases(in {Buffers} b)")
        .Line($"{Hidden}.UpdateInputWeights(b);")
        .Line($"{Vocab}.Adagrad(b.DBy, b.By, b.MBy, 1, {Settings});")
        .Close();

    private void OfRows(string name, string routine, params string[] arguments) => writer.Nested(
        $"public static void {name}(in {Buffers} b, int rowBegin, int rowEnd) =>",
        $"{routine}({string.Join(", ", arguments)});");

    private string HiddenRow(string array, string row = "rowBegin") => $"b.{array} + ((nint){row} * {HiddenStride})";

    private string VocabRow(string array) => $"b.{array} + ((nint)rowBegin * {VocabStride})";
}
