using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>A text that a command reads once, from a file, a pipe, or standard input (<c>-</c>).</summary>
internal sealed record InputText(Stream Stream, string Name) : IDisposable
{
    /// <summary>Opens it, and says at a terminal that what is expected, "the text", is waited for.</summary>
    /// <exception cref="CharRnnException">Missing, a folder or device, or unreadable.</exception>
    public static InputText Open(string path, string expected, StandardError error)
    {
        if (path == StandardInput.Path) return new(StandardInput.Open(expected, error), StandardInput.Name);
        FileTarget.CheckEnds(path);
        return new(FileErrors.Reading(path, () => UnlockedFile.OpenStream(path)), Display.Path(path));
    }

    public void Dispose() => Stream.Dispose();
}
