using System.Reflection;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The text that is trained on where none is given: the project's own C# sources, one after the other in ordinal order of their paths, with
/// LF line ends. The build embeds each file as a resource under its path.
/// </summary>
internal static class EmbeddedCorpus
{
    private const string Prefix = "corpus/";

    /// <summary>The text.</summary>
    public static byte[] Read()
    {
        Assembly assembly = typeof(EmbeddedCorpus).Assembly;
        string[] names = Array.FindAll(assembly.GetManifestResourceNames(), name => name.StartsWith(Prefix, StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        MemoryStream text = new();
        foreach (string name in names)
        {
            using Stream file = assembly.GetManifestResourceStream(name)!;
            file.CopyTo(text);
        }

        return WithLineFeeds(text.ToArray());
    }

    // A checkout may have CR LF line ends; the text is the same everywhere.
    private static byte[] WithLineFeeds(byte[] text) => text.Contains((byte)'\r') ? Array.FindAll(text, b => b != '\r') : text;
}
