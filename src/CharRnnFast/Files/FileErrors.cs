namespace CharRnnFast.Files;

/// <summary>What the file system refused, as the one line a user can act on.</summary>
public static class FileErrors
{
    /// <summary>Whether an exception is the file system's fault and belongs in one of the messages below.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>A file that had to be read.</summary>
    public static CharRnnException CannotRead(string path, Exception exception)
    {
        string shown = Display.Path(path);
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => new($"{shown} does not exist; check the path", exception),
            UnauthorizedAccessException => new($"{shown} may not be read; check its permissions", exception),
            _ => new($"{shown} cannot be read: {Reason(exception)}; check the path and the disk", exception),
        };
    }

    /// <summary>A file that had to be written.</summary>
    public static CharRnnException CannotWrite(string path, Exception exception)
    {
        string shown = Display.Path(path);
        return exception switch
        {
            DirectoryNotFoundException => new($"{shown} is in a folder that does not exist; create the folder or choose another path", exception),
            UnauthorizedAccessException => new($"{shown} may not be written; check the permissions of the file and its folder", exception),
            _ when IsTooLarge(exception) => new($"{shown} may not grow any further; raise the limit (ulimit -f) or choose another disk", exception),
            _ => new($"{shown} cannot be written: {Reason(exception)}; make room or choose another path", exception),
        };
    }

    // What .NET makes of EFBIG: the file system's or the process's limit on the size of a file.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" };

    private static string Reason(Exception exception) => Display.Path(exception.Message.TrimEnd('.'));
}
