namespace CharRnnFast;

/// <content>Runs that cannot begin or go on.</content>
internal static partial class Messages
{
    /// <summary>A model larger than the kernels compiled in.</summary>
    public static string NoKernelHolds(int hiddenSize, int vocabSize, string? remedy = null) =>
        $"no compiled-in kernel holds hidden size {hiddenSize} with a vocabulary of {vocabSize}; " +
        (remedy ?? $"add [assembly: RnnKernel(hidden: {hiddenSize}, vocab: {vocabSize})] to the project");

    /// <summary>A model or a text larger than the memory.</summary>
    public static string OutOfMemory(string sizes = "hidden size, sequence length or batch size") =>
        $"there is not enough memory; raise the limit (ulimit -v) if there is one, or choose a smaller {sizes}, or a shorter text";

    /// <summary>The limit on threads.</summary>
    public static string TooManyThreads() => "the system starts no more threads; raise the limit (ulimit -u)";
}
