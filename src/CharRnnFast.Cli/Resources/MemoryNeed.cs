using CharRnnFast.Memory;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Resources;

/// <summary>The memory that a model needs, computed before it is allocated.</summary>
internal static class MemoryNeed
{
    // The program itself with its buffers: 7 MiB measured as a native executable, beside a small model.
    private const long ProgramBytes = 16 << 20;

    /// <summary>Compares text, model and program with what the machine has.</summary>
    /// <exception cref="CharRnnException">It is too much; the message names the option to lower.</exception>
    public static void Check(Kernel kernel, ModelShape shape, int threads, Corpus corpus) => Check(
        $"a run with {Sizes(shape)} on {corpus.Name}", shape, smaller => kernel.TrainingBytes(smaller, threads),
        corpus.BytesInMemory + (shape.BatchSize * corpus.BytesOfWindow));

    /// <summary>Compares a model without a text.</summary>
    /// <inheritdoc cref="Check(Kernel, ModelShape, int, Corpus)"/>
    public static void Check(Kernel kernel, ModelShape shape, int threads, bool storeGradients = false) =>
        Check($"a model with {Sizes(shape)}", shape, smaller => kernel.TrainingBytes(smaller, threads, storeGradients), textBytes: 0);

    private static void Check(string what, ModelShape shape, Func<ModelShape, long> bytesOf, long textBytes)
    {
        long model = bytesOf(shape);
        MemoryLimit.Check(ProgramBytes + textBytes + model, what, Remedy(shape, bytesOf, textBytes, model));
    }

    private static string Sizes(ModelShape shape) => shape.BatchSize == 1
        ? $"--hidden {shape.HiddenSize} and --sequence-length {shape.SequenceLength}"
        : $"--hidden {shape.HiddenSize}, --sequence-length {shape.SequenceLength} and --batch {shape.BatchSize}";

    // Whichever has the largest share.
    private static string Remedy(ModelShape shape, Func<ModelShape, long> bytesOf, long textBytes, long model)
    {
        long oneStep = bytesOf(shape with { SequenceLength = 1, BatchSize = 1 });
        if (textBytes > model) return "give a shorter text";
        if (model - oneStep <= oneStep) return "lower --hidden";
        return shape.BatchSize == 1 ? "lower --sequence-length" : "lower --batch or --sequence-length";
    }
}
