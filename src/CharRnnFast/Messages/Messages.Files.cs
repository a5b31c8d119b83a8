namespace CharRnnFast;

/// <summary>
/// Every message of an error, in one place: one line, what is wrong and, after the semicolon, what to do. A test provokes each of them,
/// and fails for one that it does not. They are put into exceptions where they are thrown; numbers are integers, or in the invariant
/// culture. What to do may have names of its own in a program, options for one: it puts them in place of the defaults here, for the faults
/// that are exceptions of their own.
/// </summary>
/// <content>Paths that cannot be read or written.</content>
internal static partial class Messages
{
    public static string PathIsEmpty() => "the path is empty; give the path of a file";

    public static string IsAFolder(string path) => $"{Display.Path(path)} is a folder; give the path of a file";

    public static string IsADevice(string path, string other = "") =>
        $"{Display.Path(path)} is a device; give the path of a file or a pipe{other}";

    public static string IsADeviceOrPipe(string path) => $"{Display.Path(path)} is a device or a pipe; give the path of a regular file";

    public static string DoesNotExist(string path) => $"{Display.Path(path)} does not exist; check the path";

    public static string NameIsNotUtf8(string path, string other = "read it as a stream") =>
        $"{Display.Path(path)} cannot be opened: its name, or that of a folder above it, has bytes that are not UTF-8; " +
        $"rename it, or {other}";

    public static string MayNotBeRead(string path) => $"{Display.Path(path)} may not be read; check its permissions";

    public static string CannotBeRead(string path, string reason) =>
        $"{Display.Path(path)} cannot be read: {reason}; check the path and the disk";

    public static string IsInNoFolder(string path) =>
        $"{Display.Path(path)} is in a folder that does not exist; create the folder or choose another path";

    public static string MayNotBeWritten(string path) =>
        $"{Display.Path(path)} may not be written; check the permissions of the file and its folder";

    public static string MayNotGrow(string path) =>
        $"{Display.Path(path)} may not grow any further; raise the limit (ulimit -f) or choose another disk";

    /// <summary>Another failure of writing, with what the system's code for it asks for.</summary>
    public static string CannotBeWritten(string path, string reason, string remedy) =>
        $"{Display.Path(path)} cannot be written: {reason}; {remedy}";

    /// <summary>A name that is taken only without the four characters that a save adds, or not at all.</summary>
    public static string NameIsTooLong(string path) =>
        $"{Display.Path(path)} cannot be written: its name is too long (a save adds .tmp to it); choose a shorter one";

    public static string CannotBeReplaced(string path, string reason, string temporary, string resume = "") =>
        $"{Display.Path(path)} cannot be replaced: {reason}; " +
        $"go on with {resume}{Display.Path(temporary)}, where the whole model is kept, or move it to a name of its own";

    public static string IsBeingWritten(string path) =>
        $"another run is writing {Display.Path(path)}; wait until it ends, or choose another path";

    public static string IsAWholeModel(string temporary, long iteration, string drop = "drop it") =>
        $"{Display.Path(temporary)} is a whole model of iteration {iteration}; resume it, or {drop}";

    public static string WorkingFolderIsGone(string path) =>
        $"{Display.Path(path)} is in the working folder, which no longer exists; change to one that does (cd), or give full paths";

    public static string TemporaryFileIsALink(string path) => $"{Display.Path(path)} is a link; remove it";

    public static string StandardOutputCannotBeWritten(string reason, bool isFull) =>
        $"standard output cannot be written: {reason}; {(isFull ? "make room or " : "")}send it elsewhere";

    public static string StandardOutputMayNotGrow() =>
        "standard output may not grow any further; raise the limit (ulimit -f) or send it elsewhere";

    public static string TooManyOpenFiles() => "the system opens no more files; raise the limit (ulimit -n)";
}
