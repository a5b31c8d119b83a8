using CharRnnFast.Checking;
using CharRnnFast.Memory;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Resources;

/// <summary>The memory that a model needs, computed before it is allocated.</summary>
internal static class MemoryNeed
{
    // The program itself with its buffers: 7 MiB measured as a native executable, beside a small model.
    private const long ProgramBytes = 16 << 20;

    /// <summary>Compares text, model and program with what the machine has.</summary>
    /// <exception cref="CharRnnException">It is too much; the message names the option to lower.</exception>
    public static void Check(Kernel kernel, ModelShape shape, int threads, Corpus corpus, bool keepsBest) => Check(
        $"a run with {Sizes(shape)} on {corpus.Name}", shape,
        smaller => kernel.TrainingBytes(smaller, threads) + (keepsBest ? ModelSnapshot.BytesFor(smaller) : 0),
        corpus.BytesInMemory + (shape.BatchSize * corpus.BytesOfWindow));

    /// <summary>Compares a model without a text.</summary>
    /// <inheritdoc cref="Check(Kernel, ModelShape, int, Corpus, bool)"/>
    public static void Check(Kernel kernel, ModelShape shape, int threads) =>
        Check($"a model with {Sizes(shape)}", shape, smaller => kernel.TrainingBytes(smaller, threads), textBytes: 0);

    /// <summary>Compares a model without a text, and the float64 one that its gradients are checked against.</summary>
    /// <inheritdoc cref="Check(Kernel, ModelShape, int, Corpus, bool)"/>
    public static void CheckGradients(Kernel kernel, ModelShape shape) => Check(
        $"a model with {Sizes(shape)}", shape,
        smaller => kernel.TrainingBytes(smaller, threads: 1, storeGradients: true) + GradientCheck.BytesFor(smaller), textBytes: 0);

    private static void Check(string what, ModelShape shape, Func<ModelShape, long> bytesOf, long textBytes)
    {
        long model = bytesOf(shape);
        MemoryLimit.Check(ProgramBytes + textBytes + model, what, Remedy(shape, bytesOf, textBytes, model));
    }

    private static string Sizes(ModelShape shape)
    {
        string hidden = shape.Layers == 1 ? $"--hidden {shape.HiddenSize}" : $"--hidden {shape.HiddenSize}, --layers {shape.Layers}";
        return shape.BatchSize == 1
            ? $"{hidden} and --sequence-length {shape.SequenceLength}"
            : $"{hidden}, --sequence-length {shape.SequenceLength} and --batch {shape.BatchSize}";
    }

    // Whichever has the largest share. Every layer has weights and activations.
    private static string Remedy(ModelShape shape, Func<ModelShape, long> bytesOf, long textBytes, long model)
    {
        long oneStep = bytesOf(shape with { SequenceLength = 1, BatchSize = 1 });
        if (textBytes > model) return "give a shorter text";
        return (model - oneStep <= oneStep, shape.BatchSize == 1, shape.Layers == 1) switch
        {
            (true, _, true) => "lower --hidden",
            (true, _, false) => "lower --hidden or --layers",
            (false, true, true) => "lower --sequence-length",
            (false, true, false) => "lower --sequence-length or --layers",
            (false, false, true) => "lower --batch or --sequence-length",
            (false, false, false) => "lower --batch, --sequence-length or --layers",
        };
    }
}
