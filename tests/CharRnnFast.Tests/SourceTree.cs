using System.Runtime.CompilerServices;

namespace CharRnnFast.Tests;

/// <summary>Where the sources lie that the tests were built from: golden files are read and rewritten there.</summary>
internal static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
