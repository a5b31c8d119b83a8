using System.Runtime.InteropServices;

namespace CharRnnFast.Files;

/// <summary>What the file system refused, as the one line a user can act on.</summary>
internal static class FileErrors
{
    // The system's own codes, as against .NET's.
    private const int MaxSystemCode = 4095;

    /// <summary>Whether an exception is the file system's fault and belongs in one of the messages below.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>A file that had to be read.</summary>
    public static CharRnnException CannotRead(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException when HasLostBytes(path) => new LostNameException(path, exception),
        FileNotFoundException or DirectoryNotFoundException => new(Messages.DoesNotExist(path), exception),
        UnauthorizedAccessException => new(Messages.MayNotBeRead(path), exception),
        _ when SystemLimits.Fault(exception) is CharRnnException limit => limit,
        _ => new(Messages.CannotBeRead(path, Reason(exception)), exception),
    };

    /// <summary>The result of a function that reads the file at a path.</summary>
    /// <exception cref="CharRnnException">The file system refuses it.</exception>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotRead(path, e);
        }
    }

    /// <summary>A file that had to be written.</summary>
    public static CharRnnException CannotWrite(string path, Exception exception) => exception switch
    {
        DirectoryNotFoundException when HasLostBytes(path) => new LostNameException(path, exception),
        DirectoryNotFoundException => new(Messages.IsInNoFolder(path), exception),
        PathTooLongException => new(Messages.NameIsTooLong(path), exception),
        UnauthorizedAccessException when SystemError.CodeOf(exception) != SystemError.NotPermitted =>
            new(Messages.MayNotBeWritten(path), exception),
        _ when IsTooLarge(exception) => new(Messages.MayNotGrow(path), exception),
        _ when SystemLimits.Fault(exception) is CharRnnException limit => limit,
        _ => new(Messages.CannotBeWritten(path, Reason(exception), SystemError.Remedy(SystemError.CodeOf(exception))), exception),
    };

    // Bytes of a path, or of the current folder's, that are not UTF-8: .NET has put U+FFFD in their place, and cannot tell the system which
    // they were.
    private static bool HasLostBytes(string path)
    {
        try
        {
            return Path.GetFullPath(path).Contains('\uFFFD', StringComparison.Ordinal);
        }
        catch (Exception e) when (IsFileError(e))
        {
            return false; // the current folder was removed
        }
    }

    /// <summary>The system's words for what it refused, on one line.</summary>
    internal static string Reason(Exception exception)
    {
        int code = SystemError.CodeOf(exception);
        string reason = code is > 0 and <= MaxSystemCode ? Marshal.GetPInvokeErrorMessage(code) : exception.Message;
        return Display.Path(reason.TrimEnd('.'));
    }

    /// <summary>Standard output.</summary>
    public static CharRnnException CannotWriteOutput(Exception exception) =>
        IsTooLarge(exception) ? new(Messages.StandardOutputMayNotGrow(), exception) : SystemLimits.Fault(exception)
            ?? new(Messages.StandardOutputCannotBeWritten(Reason(exception), SystemError.IsFull(exception)), exception);

    // EFBIG, and what .NET makes of it: the file system's or the process's limit on the size of a file.
    private static bool IsTooLarge(Exception exception) =>
        exception is ArgumentOutOfRangeException { ParamName: "value" } || SystemError.CodeOf(exception) == SystemError.TooLarge;
}
