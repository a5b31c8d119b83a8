using System.Text;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>What was asked for: generated text, JSON, tables. UTF-8 without BOM, <c>\n</c> line ends.</summary>
internal sealed class StandardOutput : WriteOnlyStream
{
    private const int BufferBytes = 64 * 1024;

    // EPIPE; ERROR_BROKEN_PIPE, ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED.
    private const int UnixBrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsPipeClosing = unchecked((int)0x800700E8);
    private const int WindowsPipeNotConnected = unchecked((int)0x800700E9);

    private readonly Stream? _stream = DescriptorStream.Open(1);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _length;

    /// <summary>Whether a person watches.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>Adds bytes to the buffer, which goes out when it is full.</summary>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.TryCopyTo(_buffer.AsSpan(_length)))
        {
            int fits = _buffer.Length - _length;
            bytes[..fits].CopyTo(_buffer.AsSpan(_length));
            _length = _buffer.Length;
            bytes = bytes[fits..];
            Flush();
        }

        _length += bytes.Length;
    }

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line)
    {
        WriteText(line);
        Write("\n"u8);
    }

    /// <summary>Adds text.</summary>
    public void WriteText(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends the buffer out.</summary>
    /// <exception cref="OutputClosedException">Nobody reads any more.</exception>
    /// <exception cref="CharRnnException">The bytes cannot be written, for instance because the disk is full.</exception>
    public override void Flush()
    {
        if (_length == 0) return;
        int length = _length;
        _length = 0;
        if (_stream is null) throw new OutputClosedException();
        try
        {
            _stream.Write(_buffer, 0, length);
        }
        catch (Exception e) when (IsClosed(e))
        {
            throw new OutputClosedException(e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw new CharRnnException(Messages.StandardOutputCannotBeWritten(e.Message), e);
        }
    }

    // Where standard output was closed at the start, its number may belong to a file that the runtime reads.
    private static bool IsClosed(Exception exception) =>
        exception is UnauthorizedAccessException
            or { HResult: UnixBrokenPipe or WindowsBrokenPipe or WindowsPipeClosing or WindowsPipeNotConnected };
}
