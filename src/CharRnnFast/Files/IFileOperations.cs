using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>The steps that a save is made of, one method each, so that tests can let each of them fail.</summary>
internal interface IFileOperations
{
    /// <summary>Creates a file, or empties it, for this process alone, with room for so many bytes.</summary>
    SafeFileHandle Create(string path, long bytes);

    /// <summary>Makes the file so many bytes long.</summary>
    void SetLength(SafeFileHandle handle, long bytes);

    /// <summary>Writes bytes at an offset.</summary>
    void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns once the file's bytes are on the disk.</summary>
    void Flush(SafeFileHandle handle);

    /// <summary>Gives a file another's name, which that one loses in the same moment.</summary>
    void Rename(string from, string to);

    /// <summary>Returns once the names in a folder are on the disk; does nothing where systems or folders cannot.</summary>
    void FlushFolder(string folder);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}
