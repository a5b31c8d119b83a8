using System.Text;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// Text for people: notes, the live line, warnings, errors. Once nobody reads it any more nothing is written, and nothing fails.
/// On a terminal the live line stays below everything else.
/// </summary>
internal sealed class StandardError
{
    private const int Descriptor = 2;
    private const string ProgramName = "charrnn";

    private Stream? _stream = DescriptorStream.Open(Descriptor);
    private readonly LineBuffer _live = new();
    private bool _liveLineShown;

    /// <summary>Whether a line can be replaced in place: a terminal that knows how.</summary>
    public bool IsLive { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && (!OperatingSystem.IsWindows() || WindowsOutput.ErrorObeysEscapes());

    /// <summary>No notes: <c>--quiet</c>.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Columns that a line may fill without wrapping.</summary>
    public int Columns => IsLive ? Math.Max(TerminalSize.Columns(Descriptor) - 1, 1) : int.MaxValue;

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

    /// <summary>Replaces the live line, or writes a plain one if there is none. Allocates nothing.</summary>
    public void WriteProgress(LineBuffer line)
    {
        if (!IsLive)
        {
            line.Append("\n"u8);
            Write(line.Bytes);
            return;
        }

        ClearLine();
        _live.Clear();
        _live.Append(line.Bytes);
        ShowLiveLine();
    }

    /// <summary>Bytes above the live line, which stays below them. Allocates nothing.</summary>
    public void WriteAbove(ReadOnlySpan<byte> bytes)
    {
        ClearLiveLine();
        Write(bytes);
        if (bytes.EndsWith("\n"u8)) ShowLiveLine();
    }

    /// <summary>Ends the live line, so that it stays.</summary>
    public void KeepLiveLine()
    {
        if (_liveLineShown) Write("\n"u8);
        _liveLineShown = false;
        _live.Clear();
    }

    /// <summary>Empties the line that the cursor is in: a terminal puts a ^C there when it is pressed.</summary>
    public void ClearLine()
    {
        if (IsLive) Write("\r\e[K"u8);
        _liveLineShown = false;
    }

    private void ShowLiveLine()
    {
        if (_live.Length == 0) return;
        Write(_live.Bytes);
        _liveLineShown = true;
    }

    private void ClearLiveLine()
    {
        if (_liveLineShown) ClearLine();
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
