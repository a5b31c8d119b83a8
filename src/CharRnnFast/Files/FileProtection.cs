using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>Who may do what with a file: what its replacement takes over, as far as the system allows. Linux only.</summary>
internal static class FileProtection
{
    private const uint AllPermissions = 0xFFF; // 07777
    private const uint SetUser = 0x800; // 04000
    private const uint SetUserAndGroup = 0xC00; // 06000
    private const uint OwnerBits = 0x1C0; // 0700
    private const uint OtherBits = 0x7; // 0007

    /// <summary>
    /// Gives an open file, which nobody else may read yet, the owner, group and mode of the file at a path. Nobody gains a right by it:
    /// without the owner there is no set-user-id bit; without the group the two classes that its members may now be in get what both of
    /// them had.
    /// </summary>
    public static void Copy(string path, SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return;
        if (!LinuxStatus.TryRead(path, out LinuxStatus old) || !LinuxStatus.TryRead(file, out LinuxStatus created)) return;
        bool keepsOwner = old.User == created.User || LibC.ChangeOwner(file, old.User, LibC.Unchanged) == 0;
        bool keepsGroup = old.Group == created.Group || LibC.ChangeOwner(file, LibC.Unchanged, old.Group) == 0;

        // A file system without permissions refuses, and decides by itself who may read.
        LibC.ChangeMode(file, ModeFor(old.Mode & AllPermissions, keepsOwner, keepsGroup));
    }

    /// <summary>The mode of a replacement that has or has not the owner and the group of the file before.</summary>
    public static uint ModeFor(uint mode, bool keepsOwner, bool keepsGroup)
    {
        if (!keepsOwner) mode &= ~SetUser;
        if (keepsGroup) return mode;
        uint shared = mode & (mode >> 3) & OtherBits;
        return (mode & ~SetUserAndGroup & OwnerBits) | (shared << 3) | shared;
    }
}
