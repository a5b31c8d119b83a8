using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Emission;

/// <summary>The other part of a kernel's struct: for each instruction set a type that puts the routines of its two widths together.</summary>
internal static class KernelEmitter
{
    // The struct's own namespace and types come before any using: every other name is given from the root.
    private const string Library = "global::CharRnnFast.Kernels";
    private const string Buffers = $"{Library}.Buffers";

    public static string Emit(KernelSpec spec)
    {
        CodeWriter writer = FileHeader.Start();
        if (spec.Namespace.Length != 0)
            writer.Line($"namespace {spec.Namespace};").Line();
        foreach (string containing in spec.ContainingTypes)
            writer.Open(containing);
        writer.Lines(DataSheet(spec)).Open($"{spec.Keywords} {spec.Name}");
        foreach (InstructionSet set in InstructionSet.All)
            EmitSet(writer, spec, set);
        writer.Close();
        foreach (string _ in spec.ContainingTypes)
            writer.Close();
        return writer.ToString();
    }

    private static string[] DataSheet(KernelSpec spec)
    {
        int h = spec.Hidden, v = spec.Vocab, hidden = KernelSize.WidthOf(h), vocab = KernelSize.WidthOf(v);
        int terms = (3 * h * h) + (3 * h * v), weights = (h * h) + (2 * h * v) + h + v;
        return
        [
            $"// One training step of h = tanh(Wxh x + Whh h' + bh), y = Why h + by, cross-entropy, clip, Adagrad, for H <= {h}, V <= {v}.",
            $"// Rows of H are {hidden} columns wide and {KernelSize.StrideOf(hidden)} floats apart, rows of V {vocab} and {KernelSize.StrideOf(vocab)}; tiles and registers stand with the widths.",
            $"// {terms} multiply-adds a symbol (3HH + 3HV); {weights * 4} bytes of parameters, and as many of Adagrad memory, read and written a step.",
        ];
    }

    private static void EmitSet(CodeWriter writer, KernelSpec spec, InstructionSet set)
    {
        int hidden = KernelSize.WidthOf(spec.Hidden), vocab = KernelSize.WidthOf(spec.Vocab);
        writer.Line($"// Models of H <= {spec.Hidden} and V <= {spec.Vocab}, computed in rows of {hidden} and {vocab} columns on {set.Name}.")
            .Open($"public readonly unsafe struct {set.Name} : {Library}.IRnnKernel")
            .Line($"public static int Hidden => {spec.Hidden};")
            .Line($"public static int Vocab => {spec.Vocab};")
            .Line($"public static int HiddenStride => {KernelSize.StrideOf(hidden)};")
            .Line($"public static int VocabStride => {KernelSize.StrideOf(vocab)};")
            .Line($"public static {Library}.InstructionSet InstructionSet => {Library}.InstructionSet.{set.Name};");
        EmitOperations(writer, set, hidden, vocab);
        writer.Close().Line();
    }

    private static void EmitOperations(CodeWriter writer, InstructionSet set, int hidden, int vocab)
    {
        int hiddenStride = KernelSize.StrideOf(hidden), vocabStride = KernelSize.StrideOf(vocab);
        string h = $"global::{KernelSpec.GeneratedNamespace}.{set.Name}Width{hidden}", v = $"global::{KernelSpec.GeneratedNamespace}.{set.Name}Width{vocab}";
        string shared = $"global::{KernelSpec.GeneratedNamespace}.{set.Name}Shared";
        writer.Block($"""

                // Recurrences: over the hidden columns.
                public static void ForwardRecurrence(in {Buffers} b, int streamBegin, int streamEnd) => {h}.ForwardRecurrence(b, streamBegin, streamEnd);
                public static void BackwardRecurrence(in {Buffers} b, int streamBegin, int streamEnd) => {h}.BackwardRecurrence(b, streamBegin, streamEnd);

                // Products: Y = H Why', dH = dY Why, dWhh' = H' dA, dWhy = dY' H.
                public static void Logits(in {Buffers} b, int rowBegin, int rowEnd) => {v}.Product(b.Hidden + ((nint)(b.BatchSize + rowBegin) * {hiddenStride}), {hiddenStride}, 1, b.HiddenSize, b.WhyTransposed, b.By, b.Logits + ((nint)rowBegin * {vocabStride}), rowEnd - rowBegin);
                public static void HiddenGradient(in {Buffers} b, int rowBegin, int rowEnd) => {h}.Product(b.Logits + ((nint)rowBegin * {vocabStride}), {vocabStride}, 1, b.VocabSize, b.Why, b.Zero, b.DHidden + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin);
                public static void RecurrentGradient(in {Buffers} b, int rowBegin, int rowEnd) => {h}.Product(b.Hidden + rowBegin, 1, {hiddenStride}, b.Rows, b.DActivation, b.Zero, b.DWhh + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin);
                public static void OutputGradient(in {Buffers} b, int rowBegin, int rowEnd) => {h}.Product(b.Logits + rowBegin, 1, {vocabStride}, b.Rows, b.Hidden + ((nint)b.BatchSize * {hiddenStride}), b.Zero, b.DWhy + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin);

                // Softmax: over the vocabulary columns.
                public static void Softmax(in {Buffers} b, int rowBegin, int rowEnd) => {v}.Softmax(b.Logits + ((nint)rowBegin * {vocabStride}), rowEnd - rowBegin);
                public static void SoftmaxCrossEntropy(in {Buffers} b, int rowBegin, int rowEnd) => {v}.SoftmaxCrossEntropy(b.Logits + ((nint)rowBegin * {vocabStride}), b.Targets + rowBegin, b.RowLosses + rowBegin, rowEnd - rowBegin);

                // Updates, fused with the outer product or from a stored gradient.
                public static void UpdateRecurrentWeights(in {Buffers} b, int rowBegin, int rowEnd) => {h}.OuterProductAdagrad(b, b.Hidden + rowBegin, {hiddenStride}, b.DActivation, b.Whh + ((nint)rowBegin * {hiddenStride}), b.MWhh + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin);
                public static void UpdateOutputWeights(in {Buffers} b, int rowBegin, int rowEnd) => {h}.OuterProductAdagrad(b, b.Logits + rowBegin, {vocabStride}, b.Hidden + ((nint)b.BatchSize * {hiddenStride}), b.Why + ((nint)rowBegin * {hiddenStride}), b.MWhy + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin);
                public static void AdagradRecurrent(in {Buffers} b, int rowBegin, int rowEnd) => {h}.Adagrad(b.DWhh + ((nint)rowBegin * {hiddenStride}), b.Whh + ((nint)rowBegin * {hiddenStride}), b.MWhh + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin, b.LearningRate, b.Clip);
                public static void AdagradOutput(in {Buffers} b, int rowBegin, int rowEnd) => {h}.Adagrad(b.DWhy + ((nint)rowBegin * {hiddenStride}), b.Why + ((nint)rowBegin * {hiddenStride}), b.MWhy + ((nint)rowBegin * {hiddenStride}), rowEnd - rowBegin, b.LearningRate, b.Clip);
                public static void TransposeOutputWeights(in {Buffers} b, int rowBegin, int rowEnd) => {shared}.Transpose(b.Why + ((nint)rowBegin * {hiddenStride}), {hiddenStride}, b.WhyTransposed + rowBegin, {vocabStride}, rowEnd - rowBegin, b.HiddenSize);
                """)
            .Open($"public static void InputAndBiasGradients(in {Buffers} b)")
            .Line($"{h}.InputGradient(b);")
            .Line($"{v}.OutputBiasGradient(b);")
            .Close()
            .Open($"public static void UpdateInputWeightsAndBiases(in {Buffers} b)")
            .Line($"{h}.UpdateInputWeights(b);")
            .Line($"{v}.Adagrad(b.DBy, b.By, b.MBy, 1, b.LearningRate, b.Clip);")
            .Close()
            .Line($"public static long FmaPeak(int rounds) => {shared}.FmaPeak(rounds);");
    }
}
