using System.IO.Compression;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The text that is trained on where none is given: the project's own C# sources, one after the other in ordinal order of their paths, with
/// LF line ends. The build deflates it: as it is, it would be an eighth of the executable.
/// </summary>
internal static class EmbeddedCorpus
{
    public static byte[] Read()
    {
        MemoryStream text = new();
        using Stream deflated = typeof(EmbeddedCorpus).Assembly.GetManifestResourceStream("corpus")!;
        using DeflateStream corpus = new(deflated, CompressionMode.Decompress);
        corpus.CopyTo(text);
        return text.ToArray();
    }
}
