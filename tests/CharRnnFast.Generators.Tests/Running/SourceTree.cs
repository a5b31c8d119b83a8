using System.Runtime.CompilerServices;

namespace CharRnnFast.Generators.Tests.Running;

/// <summary>Files of the source tree that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
