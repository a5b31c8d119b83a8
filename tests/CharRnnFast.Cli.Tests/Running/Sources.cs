using System.Runtime.CompilerServices;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>The sources that the tests were built from.</summary>
internal static class Sources
{
    /// <summary>The C# files below a folder of the repository, without generated ones.</summary>
    public static IEnumerable<string> Under(params string[] folder)
    {
        string objects = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        return Directory.EnumerateFiles(Path.Join([Root(), .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(objects, StringComparison.Ordinal));
    }

    /// <summary>The path of a file of the repository.</summary>
    public static string PathOf(params string[] names) => Path.Join([Root(), .. names]);

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(path), "..", "..", ".."));
}
