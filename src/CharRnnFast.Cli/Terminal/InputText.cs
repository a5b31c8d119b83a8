using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>A text that a command reads once, from a file, a pipe, or standard input (<c>-</c>).</summary>
/// <param name="Stream">Its bytes.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record InputText(Stream Stream, string Name) : IDisposable
{
    /// <summary>Opens it.</summary>
    /// <param name="path">The path, or <c>-</c>.</param>
    /// <param name="expected">What it is: "the text".</param>
    /// <param name="error">Where to say that it is waited for.</param>
    /// <exception cref="CharRnnException">Missing, a folder or device, or unreadable.</exception>
    public static InputText Open(string path, string expected, StandardError error)
    {
        if (path == StandardInput.Path) return new(StandardInput.Open(expected, error), StandardInput.Name);
        FileTarget.CheckEnds(path);
        try
        {
            return new(UnlockedFile.OpenStream(path), Display.Path(path));
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
