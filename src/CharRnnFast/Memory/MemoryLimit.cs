using System.Globalization;

namespace CharRnnFast.Memory;

/// <summary>What the machine, or the container that the process is in, has of memory, against what a run needs.</summary>
internal static class MemoryLimit
{
    private const double Mebibyte = 1 << 20;

    /// <summary>Bytes: the machine's memory, or the container's limit where that is lower.</summary>
    public static long Available { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Checks a need before it is allocated: the system would hand the memory out, and then end processes.</summary>
    /// <exception cref="CharRnnException">It is more than there is.</exception>
    public static void Check(long bytes, string what, string remedy)
    {
        if (bytes > Available) throw TooMuch(bytes, what, remedy);
    }

    /// <summary>That something needs more memory than there is.</summary>
    public static CharRnnException TooMuch(long bytes, string what, string remedy) =>
        new(Messages.DoesNotFit(what, Show(bytes), Show(Available), remedy));

    private static string Show(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / Mebibyte):N0} MiB");
}
