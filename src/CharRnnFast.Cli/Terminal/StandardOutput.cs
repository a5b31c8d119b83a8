using System.Diagnostics;
using System.Text;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>What was asked for: generated text, JSON, tables. UTF-8 without BOM, <c>\n</c> line ends.</summary>
internal sealed class StandardOutput : WriteOnlyStream
{
    private const int Descriptor = 1;
    private const int BufferBytes = 64 * 1024;

    // EPIPE; ERROR_BROKEN_PIPE, ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED.
    private const int UnixBrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsPipeClosing = unchecked((int)0x800700E8);
    private const int WindowsPipeNotConnected = unchecked((int)0x800700E9);

    // A look at the clock costs as much as some symbols of a small model. Twenty times slower than those before, the next ones are still in
    // time.
    private const int MaxCallsPerLook = 1 << 20;
    private static readonly long LookPeriod = Stopwatch.Frequency / 200;
    private static readonly long FlushPeriod = Stopwatch.Frequency / 50;

    private readonly Stream? _stream = DescriptorStream.Open(Descriptor);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _length;
    private long _lastFlush;
    private long _lastLook;
    private long _callsPerLook = 1;
    private long _callsLeft = 1;

    /// <summary>Whether a person watches.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>Columns of the terminal; without one, any number.</summary>
    public static int Columns => IsTerminal ? TerminalSize.Columns(Descriptor) : int.MaxValue;

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

    public void WriteLine(string line)
    {
        WriteText(line);
        Write("\n"u8);
    }

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
            throw FileErrors.CannotWriteOutput(e);
        }
    }

    /// <summary>
    /// To be called after each piece of what comes little by little: the buffer goes out at the latest 100 ms after the last time, at no
    /// cost that could be measured. The clock is read about every 5 ms, judged by the calls before.
    /// </summary>
    /// <inheritdoc cref="Flush"/>
    public void FlushInTime()
    {
        if (--_callsLeft > 0) return;
        long elapsed = Math.Max(Stopwatch.GetTimestamp() - _lastLook, 1);
        long calls = Math.Clamp(_callsPerLook * LookPeriod / elapsed, 1, Math.Min(2 * _callsPerLook, MaxCallsPerLook));
        FlushIfDue();
        _callsPerLook = _callsLeft = calls;
    }

    /// <summary>
    /// The same at once, the first time in any case; the next calls of <see cref="FlushInTime"/> may be of another speed.
    /// </summary>
    /// <inheritdoc cref="Flush"/>
    public void FlushIfDue()
    {
        long now = Stopwatch.GetTimestamp();
        if (_lastFlush == 0 || now - _lastFlush >= FlushPeriod)
        {
            Flush();
            _lastFlush = now = Stopwatch.GetTimestamp();
        }

        _lastLook = now;
        _callsPerLook = _callsLeft = 1;
    }

    // Where standard output was closed at the start, its number may belong to a file that the runtime reads.
    private static bool IsClosed(Exception exception) =>
        exception is UnauthorizedAccessException
            or { HResult: UnixBrokenPipe or WindowsBrokenPipe or WindowsPipeClosing or WindowsPipeNotConnected };
}

/// <summary>Nobody reads standard output any more: the command ends quietly.</summary>
internal sealed class OutputClosedException(Exception? inner = null) : Exception("standard output is closed", inner);
