using System.Globalization;

namespace CharRnnFast.Text;

/// <summary>A text that has to be unpacked before it can be read.</summary>
internal sealed class PackedTextException : CharRnnException
{
    private const string AnyFile = "FILE";

    private readonly Packing _packing;

    /// <summary>That a text is packed.</summary>
    /// <param name="name">What messages call the text.</param>
    /// <param name="packing">In which form.</param>
    internal PackedTextException(string name, Packing packing)
        : base(Messages.IsPacked(name, packing.Kind, CommandOf(packing, AnyFile)))
    {
        Name = name;
        _packing = packing;
    }

    /// <summary>What messages call the text.</summary>
    public string Name { get; }

    /// <summary>What it is: "a gzip file".</summary>
    public string Kind => _packing.Kind;

    /// <summary>The shell command that writes the text to its output.</summary>
    /// <param name="file">The file as a shell reads it; null: any.</param>
    public string Command(string? file) => IsPackedArchive ? $"tar -xOf {file ?? AnyFile}" : CommandOf(_packing, file ?? AnyFile);

    // What is in it would be an archive again; tar unpacks both.
    private bool IsPackedArchive => Name.Contains(".tar.", StringComparison.OrdinalIgnoreCase)
        || Array.Exists([".tgz", ".txz", ".tbz2", ".tzst"], ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string CommandOf(Packing packing, string file) => string.Format(CultureInfo.InvariantCulture, packing.Command, file);
}
