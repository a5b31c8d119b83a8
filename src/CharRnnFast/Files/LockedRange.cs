using System.Runtime.InteropServices;

namespace CharRnnFast.Files;

/// <summary>struct flock of 64-bit Linux; all zeros but the type: the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LockedRange
{
    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
