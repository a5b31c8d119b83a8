using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>What statx(2) tells of a file. Links are followed.</summary>
internal readonly struct LinuxStatus
{
    // struct statx is the same on every Linux: linux/stat.h.
    private const int Size = 256;
    private const int AttributesOffset = 8;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    // STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND, and STATX_ATTR_MOUNT_ROOT.
    private const ulong Unchangeable = 0x30;
    private const ulong MountRoot = 0x2000;

    private LinuxStatus(ReadOnlySpan<byte> status)
    {
        Attributes = BinaryPrimitives.ReadUInt64LittleEndian(status[AttributesOffset..]);
        User = BinaryPrimitives.ReadUInt32LittleEndian(status[UserOffset..]);
        Group = BinaryPrimitives.ReadUInt32LittleEndian(status[GroupOffset..]);
        Mode = BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]);
        Inode = BinaryPrimitives.ReadUInt64LittleEndian(status[InodeOffset..]);
        Device = BinaryPrimitives.ReadUInt64LittleEndian(status[DeviceOffset..]);
    }

    public uint User { get; }

    public uint Group { get; }

    /// <summary>Type and permissions.</summary>
    public uint Mode { get; }

    /// <summary>The file within its file system.</summary>
    public ulong Inode { get; }

    /// <summary>The file system, both halves of its number.</summary>
    public ulong Device { get; }

    /// <summary>Whether nobody, the superuser included, may remove the file, or a file in the folder: chattr +i or +a.</summary>
    public bool IsUnchangeable => (Attributes & Unchangeable) != 0;

    /// <summary>Whether something is mounted over the file.</summary>
    public bool IsMountRoot => (Attributes & MountRoot) != 0;

    private ulong Attributes { get; }

    /// <summary>Looks, without opening. False where there is no such file.</summary>
    public static bool TryRead(string path, out LinuxStatus status)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool exists = LibC.Statx(LibC.CurrentFolder, path, 0, LibC.StatxIdentity, ref bytes[0]) == 0;
        status = exists ? new(bytes) : default;
        return exists;
    }

    /// <summary>Looks at an open file.</summary>
    public static bool TryRead(SafeFileHandle file, out LinuxStatus status)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool exists = LibC.Statx(file, "", LibC.EmptyPath, LibC.StatxIdentity, ref bytes[0]) == 0;
        status = exists ? new(bytes) : default;
        return exists;
    }
}
