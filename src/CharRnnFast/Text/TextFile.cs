using CharRnnFast.Files;
using CharRnnFast.Memory;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Text;

/// <summary>
/// A text that stays in its file, open for as long as the run lasts. Not mapped: a mapped file that shrinks ends the process.
/// Whoever changes the file meanwhile is found out.
/// </summary>
internal sealed class TextFile : IDisposable
{
    private const int ChunkBytes = 1 << 18;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;
    private readonly DateTime _written;

    public TextFile(string path)
    {
        _path = path;
        _stream = UnlockedFile.OpenStream(path);
        _handle = _stream.SafeFileHandle;
        Length = RandomAccess.GetLength(_handle);
        _written = File.GetLastWriteTimeUtc(_handle);
    }

    public string Name => Display.Path(_path);

    /// <summary>Bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Shows the whole file to a survey, in one walk that holds no more than a part of it.</summary>
    /// <exception cref="CharRnnException">It cannot be read, or changed meanwhile.</exception>
    public void Show(TextSurvey survey)
    {
        using NativeBuffer chunk = new(ChunkBytes);
        for (long shown = 0; shown < Length;)
        {
            int read = Read(shown, chunk.Span(0, (int)Math.Min(ChunkBytes, Length - shown)));
            survey.Add(chunk.Span(0, read));
            shown += read;
        }

        survey.EndPart(Name);
    }

    /// <summary>Fills a span with the bytes from an offset on. Allocates nothing.</summary>
    /// <returns>Bytes read: all of them.</returns>
    /// <exception cref="CharRnnException">It cannot be read, or changed since it was opened.</exception>
    public int Read(long offset, Span<byte> bytes)
    {
        try
        {
            for (int done = 0, read; done < bytes.Length; done += read)
            {
                read = RandomAccess.Read(_handle, bytes[done..], offset + done);
                if (read == 0) throw Changed("became shorter");
            }

            if (File.GetLastWriteTimeUtc(_handle) != _written) throw Changed("changed");
            return bytes.Length;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(_path, e);
        }
    }

    /// <summary>That the file is no longer what it was: what happened to it, to go before "while it was read".</summary>
    public CharRnnException Changed(string what) => new(Messages.ChangedWhileRead(_path, what));

    public void Dispose() => _stream.Dispose();
}
