using System.Globalization;

namespace CharRnnFast.Text;

/// <summary>A form in which texts are kept, but not read: compressed, in an archive, or as the pages of a document.</summary>
/// <param name="Kind">What such a file is, with its article.</param>
/// <param name="Command">The shell command, with {0} for the file, that writes the text to its output.</param>
internal sealed record Packing(string Kind, string Command)
{
    /// <summary>Bytes that are looked at: a tar archive says what it is in its 258th.</summary>
    public const int MaxStart = TarMark + 5;

    private const int TarMark = 257;

    private static readonly Packing Gzip = new("a gzip file", "zcat {0}");
    private static readonly Packing Xz = new("an xz file", "xzcat {0}");
    private static readonly Packing Zstandard = new("a zstd file", "zstdcat {0}");
    private static readonly Packing Bzip2 = new("a bzip2 file", "bzcat {0}");
    private static readonly Packing Lz4 = new("an lz4 file", "lz4 -dc {0}");
    private static readonly Packing Lzip = new("an lzip file", "lzip -dc {0}");
    private static readonly Packing Zip = new("a zip file", "unzip -p {0}");
    private static readonly Packing SevenZip = new("a 7z file", "7z x -so {0}");
    private static readonly Packing Tar = new("a tar file", "tar -xOf {0}");
    private static readonly Packing Pdf = new("a PDF file", "pdftotext {0} -");

    /// <summary>The form that the first bytes of a file tell; null where they may be those of a text.</summary>
    public static Packing? Of(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B or 0x9D, ..] => Gzip,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Xz,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Zstandard,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, ..] => Bzip2,
        [0x04, 0x22, 0x4D, 0x18, ..] => Lz4,
        [(byte)'L', (byte)'Z', (byte)'I', (byte)'P', 1, ..] => Lzip,
        [(byte)'P', (byte)'K', 3, 4, ..] => Zip,
        [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => SevenZip,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
        { Length: >= MaxStart } when start[TarMark..].StartsWith("ustar"u8) => Tar,
        _ => null,
    };
}

/// <summary>A text that has to be unpacked before it can be read.</summary>
internal sealed class PackedTextException(string name, Packing packing)
    : CharRnnException(Messages.IsPacked(name, packing.Kind, CommandOf(packing, AnyFile)))
{
    private const string AnyFile = "FILE";

    public string Name { get; } = name;

    /// <summary>What it is: "a gzip file".</summary>
    public string Kind => packing.Kind;

    /// <summary>The shell command that writes the text in a file, quoted for the shell, to its output; null: any file.</summary>
    public string Command(string? file) => IsPackedArchive ? $"tar -xOf {file ?? AnyFile}" : CommandOf(packing, file ?? AnyFile);

    // What is in it would be an archive again; tar unpacks both.
    private bool IsPackedArchive => Name.Contains(".tar.", StringComparison.OrdinalIgnoreCase)
        || Array.Exists([".tgz", ".txz", ".tbz2", ".tzst"], ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string CommandOf(Packing packing, string file) => string.Format(CultureInfo.InvariantCulture, packing.Command, file);
}
