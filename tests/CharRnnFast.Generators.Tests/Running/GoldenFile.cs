using Xunit;

namespace CharRnnFast.Generators.Tests.Running;

/// <summary>Whole generated files kept in the tree to be read. CHARRNN_REWRITE_GOLDEN=1 writes them anew in place of comparing.</summary>
internal static class GoldenFile
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("CHARRNN_REWRITE_GOLDEN") == "1";

    private static readonly string Folder = SourceTree.PathOf("tests/CharRnnFast.Generators.Tests/Golden");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder).Select(path => Path.GetFileName(path));

    public static void AssertEqual(string name, string text)
    {
        string path = Path.Join(Folder, name);
        if (Rewrite)
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }
}
