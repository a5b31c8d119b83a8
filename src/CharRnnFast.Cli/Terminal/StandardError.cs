using System.Text;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// Text for people: notes, the live line, warnings, errors. Once nobody reads it any more nothing is written, and nothing fails.
/// On a terminal the live line stays below everything else.
/// </summary>
internal sealed class StandardError
{
    private const string ProgramName = "charrnn";

    private Stream? _stream = DescriptorStream.Open(2);
    private bool _liveLineShown;

    /// <summary>Whether a line can be replaced in place: a terminal that knows how.</summary>
    public bool IsLive { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>No notes: <c>--quiet</c>.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Columns that a line may fill without wrapping.</summary>
    public int Columns => IsLive ? Math.Max(TerminalSize.Columns - 1, 1) : int.MaxValue;

    /// <summary>A line that <c>--quiet</c> suppresses.</summary>
    public void Note(string line)
    {
        if (!IsQuiet) WriteLine(line);
    }

    /// <summary>A line that is always shown, under the program's name.</summary>
    public void Warning(string message) => WriteLine($"{ProgramName}: {message}");

    /// <summary>A line as it stands.</summary>
    public void WriteLine(string line)
    {
        ClearLiveLine();
        Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    /// <summary>Replaces the live line, or writes a plain one where there is none. Allocates nothing.</summary>
    public void WriteProgress(LineBuffer line)
    {
        if (!IsLive)
        {
            line.Append("\n"u8);
            Write(line.Bytes);
            return;
        }

        ClearLiveLine();
        Write(line.Bytes);
        _liveLineShown = true;
    }

    /// <summary>Bytes above the live line, which is shown again with the next progress. Allocates nothing.</summary>
    public void WriteAbove(ReadOnlySpan<byte> bytes)
    {
        ClearLiveLine();
        Write(bytes);
    }

    /// <summary>Ends the live line, so that it stays.</summary>
    public void KeepLiveLine()
    {
        if (_liveLineShown) Write("\n"u8);
        _liveLineShown = false;
    }

    private void ClearLiveLine()
    {
        if (_liveLineShown) Write("\r\e[K"u8);
        _liveLineShown = false;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream?.Write(bytes);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _stream = null;
        }
    }
}
