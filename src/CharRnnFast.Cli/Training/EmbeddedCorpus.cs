using System.IO.Compression;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The text that is trained on where none is given: the project's own C# sources, one after the other in ordinal order of their paths, with
/// LF line ends. The build deflates it: as it is, it would be an eighth of the executable.
/// </summary>
internal static class EmbeddedCorpus
{
    /// <summary>Read as a stream: arrays of its size, and half of it, would cost a garbage collection.</summary>
    public static Stream Open() =>
        new DeflateStream(typeof(EmbeddedCorpus).Assembly.GetManifestResourceStream("corpus")!, CompressionMode.Decompress);
}
