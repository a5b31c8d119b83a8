namespace CharRnnFast;

/// <content>Runs that cannot begin or go on, and their logs.</content>
internal static partial class Messages
{
    public static string NoKernelHolds(int hiddenSize, int vocabSize) =>
        $"no compiled-in kernel holds hidden size {hiddenSize} with a vocabulary of {vocabSize}; " +
        $"add [assembly: RnnKernel(hidden: {hiddenSize}, vocab: {vocabSize})] to the project";

    public static string OutOfMemory(string sizes = "hidden size, sequence length or batch size") =>
        $"there is not enough memory; raise the limit (ulimit -v) if there is one, or choose a smaller {sizes}, or a shorter text";

    public static string TooManyThreads() => "the system starts no more threads; raise the limit (ulimit -u)";

    public static string LogExists(string path, string remedy = "have it overwritten, or choose another path") =>
        $"{Display.Path(path)} exists; {remedy}";

    public static string IsNoLogToContinue(string path, string other = "path") =>
        $"{Display.Path(path)} is not a log of a run; choose another {other}";
}
