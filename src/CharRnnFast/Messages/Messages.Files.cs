namespace CharRnnFast;

/// <summary>
/// Every message of an error, in one place: one line, what is wrong and, behind the semicolon, what to do. A test provokes each of them, and
/// fails for one that it does not. They are put into exceptions where they are thrown; numbers are integers, or in the invariant culture.
/// </summary>
/// <content>Paths that cannot be read or written.</content>
internal static partial class Messages
{
    /// <summary>An empty path.</summary>
    public static string PathIsEmpty() => "the path is empty; give the path of a file";

    /// <summary>A folder in place of a file.</summary>
    public static string IsAFolder(string path) => $"{Display.Path(path)} is a folder; give the path of a file";

    /// <summary>A folder in place of a text.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="command">The command that reads its files as one text.</param>
    public static string IsAFolderOfTexts(string path, string command) => $"{Display.Path(path)} is a folder; give its files as one text: {command}";

    /// <summary>A device where a text is to be read.</summary>
    public static string IsADevice(string path) => $"{Display.Path(path)} is a device; give the path of a file or a pipe, or - for standard input";

    /// <summary>A device or pipe where only a file will do.</summary>
    public static string IsADeviceOrPipe(string path) => $"{Display.Path(path)} is a device or a pipe; give the path of a regular file";

    /// <summary>Nothing to read.</summary>
    public static string DoesNotExist(string path) => $"{Display.Path(path)} does not exist; check the path";

    /// <summary>A name that .NET cannot pass on.</summary>
    public static string NameIsNotUtf8(string path) =>
        $"{Display.Path(path)} cannot be opened: its name, or that of a folder above it, has bytes that are not UTF-8; rename it, or have a text read as - <FILE";

    /// <summary>No permission to read.</summary>
    public static string MayNotBeRead(string path) => $"{Display.Path(path)} may not be read; check its permissions";

    /// <summary>Another failure of reading.</summary>
    public static string CannotBeRead(string path, string reason) => $"{Display.Path(path)} cannot be read: {reason}; check the path and the disk";

    /// <summary>The folder to write to is missing.</summary>
    public static string IsInNoFolder(string path) =>
        $"{Display.Path(path)} is in a folder that does not exist; create the folder or choose another path";

    /// <summary>No permission to write.</summary>
    public static string MayNotBeWritten(string path) => $"{Display.Path(path)} may not be written; check the permissions of the file and its folder";

    /// <summary>The limit on the size of a file.</summary>
    public static string MayNotGrow(string path) =>
        $"{Display.Path(path)} may not grow any further; raise the limit (ulimit -f) or choose another disk";

    /// <summary>Another failure of writing.</summary>
    public static string CannotBeWritten(string path, string reason) =>
        $"{Display.Path(path)} cannot be written: {reason}; make room or choose another path";

    /// <summary>What a save would write through.</summary>
    public static string TemporaryFileIsALink(string path) => $"{Display.Path(path)} is a link; remove it";

    /// <summary>Nothing can be read from standard input.</summary>
    public static string StandardInputIsClosed() => "standard input is closed; pipe a text in, or give the path of a file";

    /// <summary>A full disk behind standard output.</summary>
    public static string StandardOutputCannotBeWritten(string reason) =>
        $"standard output cannot be written: {Display.Path(reason)}; make room or send it elsewhere";
}
