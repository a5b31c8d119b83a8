using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>What Windows tells of the file at a path.</summary>
internal static partial class WindowsStatus
{
    // BY_HANDLE_FILE_INFORMATION: the volume's serial number; the two halves of the file's number on it, high and low.
    private const int InformationBytes = 52;
    private const int VolumeOffset = 28;
    private const int HighOffset = 44;
    private const int LowOffset = 48;

    // NUL, CON, COM1 and the like in any folder become full paths under this one, and so do named pipes.
    private const string Devices = @"\\.\";

    /// <summary>Whether a path is a device's.</summary>
    public static bool IsDevice(string path) => Path.GetFullPath(path).StartsWith(Devices, StringComparison.Ordinal);

    /// <summary>Volume and number of a file, which are the same for all its names; 0 where it cannot be opened.</summary>
    public static (ulong Volume, ulong Number) IdentityOf(string path)
    {
        try
        {
            using SafeFileHandle file = UnlockedFile.Open(path);
            Span<byte> information = stackalloc byte[InformationBytes];
            if (GetFileInformation(file, ref information[0]) == 0) return default;
            ulong high = BinaryPrimitives.ReadUInt32LittleEndian(information[HighOffset..]);
            return (
                BinaryPrimitives.ReadUInt32LittleEndian(information[VolumeOffset..]),
                (high << 32) | BinaryPrimitives.ReadUInt32LittleEndian(information[LowOffset..]));
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return default;
        }
    }

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
    private static partial int GetFileInformation(SafeFileHandle file, ref byte information);
}
