using System.Buffers.Binary;

namespace CharRnnFast.Files;

/// <summary>Kind and identity of the file at a path, links followed. Identity is 0 where the system does not tell it.</summary>
internal readonly record struct FileStatus(FileKind Kind, ulong Device, ulong Inode)
{
    // struct statx is the same on every Linux: linux/stat.h.
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int CharacterDeviceType = 0x2000;
    private const int BlockDeviceType = 0x6000;

    /// <summary>Looks, without opening: opening a pipe would wait for its other end.</summary>
    public static FileStatus Read(string path) => OperatingSystem.IsLinux() ? ReadLinux(path) : ReadPortable(path);

    private static FileStatus ReadLinux(string path)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        if (LibC.Statx(LibC.CurrentFolder, path, 0, LibC.StatxTypeAndInode, ref status[0]) != 0) return default;
        ulong device = BinaryPrimitives.ReadUInt64LittleEndian(status[DeviceOffset..]);
        ulong inode = BinaryPrimitives.ReadUInt64LittleEndian(status[InodeOffset..]);
        FileKind kind = (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            FolderType => FileKind.Folder,
            CharacterDeviceType or BlockDeviceType => FileKind.Device,
            _ => FileKind.Pipe,
        };
        return new(kind, device, inode);
    }

    private static FileStatus ReadPortable(string path)
    {
        FileKind kind = Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Missing;
        return new(kind, 0, 0);
    }
}
