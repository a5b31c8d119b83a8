using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>The memory that a run needs, computed before it is allocated.</summary>
internal static class MemoryNeed
{
    // The program itself with its buffers: 7 MiB measured as a native executable, beside a small model.
    private const long ProgramBytes = 16 << 20;

    /// <summary>Compares text, model and program with what the machine has.</summary>
    /// <exception cref="CharRnnException">It is too much; the message names the option to lower.</exception>
    public static void Check(Kernel kernel, ModelShape shape, int threads, Corpus corpus)
    {
        long model = kernel.TrainingBytes(shape, threads);
        string what = $"a run with {Sizes(shape)} on {corpus.Name}";
        MemoryLimit.Check(ProgramBytes + corpus.BytesInMemory + model, what, Remedy(kernel, shape, threads, corpus, model));
    }

    private static string Sizes(ModelShape shape) => shape.BatchSize == 1
        ? $"--hidden {shape.HiddenSize} and --sequence-length {shape.SequenceLength}"
        : $"--hidden {shape.HiddenSize}, --sequence-length {shape.SequenceLength} and --batch {shape.BatchSize}";

    // Whichever has the largest share.
    private static string Remedy(Kernel kernel, ModelShape shape, int threads, Corpus corpus, long model)
    {
        long oneStep = kernel.TrainingBytes(shape with { SequenceLength = 1, BatchSize = 1 }, threads);
        if (corpus.BytesInMemory > model) return "give a shorter text";
        if (model - oneStep <= oneStep) return "lower --hidden";
        return shape.BatchSize == 1 ? "lower --sequence-length" : "lower --batch or --sequence-length";
    }
}
