using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>The steps that a save is made of, one method each, so that tests can let each of them fail.</summary>
internal interface IFileOperations
{
    /// <summary>Fails where the system would not let a file be replaced, if it can tell beforehand; changes nothing.</summary>
    void CheckReplaceable(string path);

    /// <summary>
    /// Creates a file that is not there yet, locked, with room for its bytes. If <paramref name="replaced"/> exists, the new file has
    /// its owner, group and mode as far as the system allows, and at no moment more readers.
    /// </summary>
    SafeFileHandle Create(string path, long bytes, string replaced);

    /// <summary>Sets the file's length in bytes.</summary>
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
