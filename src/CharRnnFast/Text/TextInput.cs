using CharRnnFast.Files;

namespace CharRnnFast.Text;

/// <summary>One of the sources that a text is read from: a file or pipe at a path, or an open stream.</summary>
internal sealed class TextInput
{
    private readonly string? _path;
    private readonly Stream? _stream;

    /// <summary>A file, or a pipe, which is opened once it is read.</summary>
    public TextInput(string path)
    {
        _path = path;
        Name = Display.Path(path);
    }

    /// <summary>A stream, for instance standard input, which the caller closes.</summary>
    public TextInput(Stream stream, string name)
    {
        _stream = stream;
        Name = name;
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Its path where it is a file that can be read at any place, else null.</summary>
    internal string? RegularPath => _path is not null && FileStatus.Read(_path).Kind == FileKind.Regular ? _path : null;

    /// <summary>Bytes that it probably has; 0 where that is not known.</summary>
    internal long ExpectedBytes => _stream is not null
        ? _stream.CanSeek ? _stream.Length - _stream.Position : 0
        : RegularPath is string path ? new FileInfo(path).Length : 0;

    /// <summary>Checks that it can be read to an end.</summary>
    /// <exception cref="CharRnnException">It is a folder, a device, or the empty path.</exception>
    internal void Check()
    {
        if (_path is not null) FileTarget.CheckEnds(_path);
    }

    /// <summary>Has it read.</summary>
    /// <exception cref="CharRnnException">It is missing or unreadable.</exception>
    internal void Read(Action<Stream> read)
    {
        try
        {
            if (_stream is not null)
            {
                read(_stream);
                return;
            }

            using FileStream file = UnlockedFile.OpenStream(_path!);
            read(file);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(_path ?? Name, e);
        }
    }

    /// <summary>Shows it to a survey and adds it, open, to the files of a text; it is a regular file.</summary>
    /// <exception cref="CharRnnException">It is missing or unreadable, or changed meanwhile.</exception>
    internal void ReadAsFile(List<TextFile> files, TextSurvey survey)
    {
        files.Add(FileErrors.Reading(_path!, () => new TextFile(_path!)));
        files[^1].Show(survey);
    }
}
