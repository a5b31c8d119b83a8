using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>Kind and identity of the file at a path, links followed. Identity is 0 where the system does not tell it.</summary>
internal readonly record struct FileStatus(FileKind Kind, ulong Device, ulong Inode)
{
    private const uint TypeMask = 0xF000;
    private const uint RegularType = 0x8000;
    private const uint FolderType = 0x4000;
    private const uint CharacterDeviceType = 0x2000;
    private const uint BlockDeviceType = 0x6000;

    /// <summary>Looks, without opening: opening a pipe would wait for its other end.</summary>
    public static FileStatus Read(string path)
    {
        if (OperatingSystem.IsWindows()) return ReadWindows(path);
        if (!OperatingSystem.IsLinux()) return ReadPortable(path);
        return LinuxStatus.TryRead(path, out LinuxStatus status) ? From(status) : default;
    }

    /// <summary>Whether a path leads to an open file; where the system does not tell, whether it leads to a file.</summary>
    public static bool IsAt(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux()) return File.Exists(path);
        return LinuxStatus.TryRead(file, out LinuxStatus status) && From(status) == Read(path);
    }

    private static FileStatus From(in LinuxStatus status)
    {
        FileKind kind = (status.Mode & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            FolderType => FileKind.Folder,
            CharacterDeviceType or BlockDeviceType => FileKind.Device,
            _ => FileKind.Pipe,
        };
        return new(kind, status.Device, status.Inode);
    }

    private static FileStatus ReadWindows(string path)
    {
        if (path.Length > 0 && WindowsStatus.IsDevice(path)) return new(FileKind.Device, 0, 0);
        FileStatus status = ReadPortable(path);
        if (status.Kind != FileKind.Regular) return status;
        (ulong volume, ulong number) = WindowsStatus.IdentityOf(path);
        return new(FileKind.Regular, volume, number);
    }

    private static FileStatus ReadPortable(string path) =>
        new(Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Missing, 0, 0);
}

/// <summary>What stands at a path, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or a link to nothing.</summary>
    Missing,

    /// <summary>A file with contents on a disk.</summary>
    Regular,

    Folder,

    /// <summary>A pipe or socket, which ends when its other side is closed.</summary>
    Pipe,

    /// <summary>A device, which may never end.</summary>
    Device,
}
