using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>The operating system's own.</summary>
internal sealed class FileOperations : IFileOperations
{
    /// <summary>The only one: there is no state.</summary>
    public static FileOperations System { get; } = new();

    /// <inheritdoc/>
    public SafeFileHandle Create(string path, long bytes) =>
        File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, preallocationSize: bytes);

    /// <inheritdoc/>
    public void SetLength(SafeFileHandle handle, long bytes) => RandomAccess.SetLength(handle, bytes);

    /// <inheritdoc/>
    public void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    /// <inheritdoc/>
    public void Flush(SafeFileHandle handle) => RandomAccess.FlushToDisk(handle);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = LibC.Open(folder, LibC.ReadOnly);
        if (descriptor < 0) return;
        LibC.Flush(descriptor);
        LibC.Close(descriptor);
    }

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);
}
