using System.Text;

namespace CharRnnFast.Files;

/// <summary>Checks of a path that a program is about to read or write. None of them changes or opens anything.</summary>
internal static class FileTarget
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    private static StringComparison NameComparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether anything stands at a path, links followed.</summary>
    public static bool Exists(string path) => FileStatus.Read(path).Kind != FileKind.Missing;

    /// <summary>Whether two paths lead to one file, also by links, whether it exists or not.</summary>
    /// <exception cref="CharRnnException">Links that lead round in a circle.</exception>
    public static bool AreSame(string first, string second)
    {
        FileStatus a = FileStatus.Read(first);
        FileStatus b = FileStatus.Read(second);
        return a == b && (a.Inode != 0 || string.Equals(FollowLinksOrThrow(first), FollowLinksOrThrow(second), NameComparison));
    }

    /// <summary>Whether two paths, links followed, end in one file name, letters of either case alike.</summary>
    /// <exception cref="CharRnnException">Links that lead round in a circle.</exception>
    internal static bool HaveSameName(string first, string second) => string.Equals(
        Path.GetFileName(FollowLinksOrThrow(first)), Path.GetFileName(FollowLinksOrThrow(second)), StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks that a path can be a file to read.</summary>
    /// <exception cref="CharRnnException">It is empty, a folder or a circle of links, or relative to a removed working folder.</exception>
    public static void CheckReadable(string path)
    {
        CheckNoFolder(path);
        FileErrors.Reading(path, () => FollowLinks(path));
    }

    /// <summary>Checks that a path can be read to an end: a device may give bytes without one.</summary>
    /// <exception cref="CharRnnException">It is a device, or it is empty or a folder.</exception>
    public static void CheckEnds(string path)
    {
        CheckReadable(path);
        if (FileStatus.Read(path).Kind == FileKind.Device) throw new DeviceException(path);
    }

    /// <summary>Checks that a path is not that of a device or pipe, which could be waited for endlessly.</summary>
    /// <exception cref="CharRnnException">It is one, or it is empty or a folder.</exception>
    public static void CheckRegular(string path)
    {
        CheckReadable(path);
        CheckNoDeviceOrPipe(path);
    }

    /// <summary>The full path of the regular file that <paramref name="path"/> is, links to, or will be.</summary>
    /// <exception cref="CharRnnException">It is a folder, device or pipe, or in a folder that does not exist.</exception>
    public static string Resolve(string path)
    {
        CheckNoFolder(path);
        CheckNoDeviceOrPipe(path);
        if (Path.EndsInDirectorySeparator(path)) throw new CharRnnException(Messages.IsAFolder(path));
        string target = FollowLinksOrThrow(path);
        // A name that is not UTF-8 would get another one.
        if (Path.GetFileName(target).Contains('\uFFFD', StringComparison.Ordinal) && !Exists(path)) throw new LostNameException(path);
        if (!Directory.Exists(Path.GetDirectoryName(target))) throw FileErrors.CannotWrite(path, new DirectoryNotFoundException());
        return target;
    }

    private static void CheckNoFolder(string path)
    {
        if (path.Length == 0) throw new CharRnnException(Messages.PathIsEmpty());
        if (!Path.IsPathFullyQualified(path) && RealFolder(".") == ".") throw new CharRnnException(Messages.WorkingFolderIsGone(path));
        if (Directory.Exists(path)) throw new CharRnnException(Messages.IsAFolder(path));
    }

    private static void CheckNoDeviceOrPipe(string path)
    {
        if (FileStatus.Read(path).Kind is FileKind.Pipe or FileKind.Device) throw new CharRnnException(Messages.IsADeviceOrPipe(path));
    }

    private static string FollowLinksOrThrow(string path)
    {
        try
        {
            return FollowLinks(path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(path, e);
        }
    }

    // A relative target counts from the folder that the link is really in, which .NET takes for the one that the path names.
    private static string FollowLinks(string path)
    {
        string full = Path.GetFullPath(path);
        for (int links = 0; links <= MaxLinks; links++)
        {
            if (new FileInfo(full).LinkTarget is not string target) return full;
            full = Path.GetFullPath(target, RealFolder(Path.GetDirectoryName(full)!));
        }

        throw SystemError.ToException(SystemError.LinkLoop);
    }

    // The folder as it is given where it leads nowhere.
    private static string RealFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return Path.GetFullPath(folder);
        Span<byte> resolved = stackalloc byte[LibC.MaxPathBytes];
        if (LibC.RealPath(folder, ref resolved[0]) == 0) return folder;
        return Encoding.UTF8.GetString(resolved[..resolved.IndexOf((byte)0)]);
    }
}
