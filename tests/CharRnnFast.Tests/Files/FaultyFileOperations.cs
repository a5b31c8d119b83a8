using CharRnnFast.Files;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Tests.Files;

/// <summary>
/// The system's file operations until one of them, counted from 1, goes wrong: as on a full disk, or as if the process were killed in the
/// middle of it, after which nothing happens any more.
/// </summary>
internal sealed class FaultyFileOperations(int failing, FileFault fault) : IFileOperations
{
    private readonly FileOperations _system = FileOperations.System;
    private int _done;

    /// <summary>Names of the operations asked for, in their order.</summary>
    public List<string> Asked { get; } = [];

    public void CheckReplaceable(string path)
    {
        if (Fails(nameof(CheckReplaceable))) throw Failure();
        _system.CheckReplaceable(path);
    }

    public SafeFileHandle Create(string path, long bytes, string replaced)
    {
        if (!Fails(nameof(Create))) return _system.Create(path, bytes, replaced);
        // A killed process leaves an empty file, or one with room; a full disk none.
        if (fault == FileFault.Killed) _system.Create(path, bytes, replaced).Dispose();
        throw Failure();
    }

    public void SetLength(SafeFileHandle handle, long bytes)
    {
        if (Fails(nameof(SetLength))) throw Failure();
        _system.SetLength(handle, bytes);
    }

    public void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset)
    {
        bool fails = Fails(nameof(Write));
        _system.Write(handle, fails ? bytes[..(bytes.Length / 2)] : bytes, offset);
        if (fails) throw Failure();
    }

    public void Flush(SafeFileHandle handle)
    {
        if (Fails(nameof(Flush))) throw Failure();
        _system.Flush(handle);
    }

    public void Rename(string from, string to)
    {
        if (Fails(nameof(Rename))) throw Failure();
        _system.Rename(from, to);
    }

    public void FlushFolder(string folder)
    {
        if (Fails(nameof(FlushFolder))) throw Failure();
        _system.FlushFolder(folder);
    }

    public void Delete(string path)
    {
        if (Fails(nameof(Delete))) throw Failure();
        _system.Delete(path);
    }

    private bool Fails(string operation)
    {
        Asked.Add(operation);
        _done++;
        return _done == failing || (_done > failing && fault == FileFault.Killed);
    }

    private Exception Failure() => fault == FileFault.Killed ? new ProcessKilledException() : SystemError.ToException(SystemError.NoSpace);
}
