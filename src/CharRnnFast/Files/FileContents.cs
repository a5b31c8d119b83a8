namespace CharRnnFast.Files;

/// <summary>What is in files, whatever it is.</summary>
internal static class FileContents
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Whether two files hold the same bytes.</summary>
    /// <exception cref="IOException">One cannot be read; or the exceptions that .NET throws.</exception>
    public static bool AreSame(string first, string second)
    {
        using FileStream a = UnlockedFile.OpenStream(first), b = UnlockedFile.OpenStream(second);
        byte[] block = new byte[BlockBytes], other = new byte[BlockBytes];
        int count;
        do
        {
            count = a.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false);
            if (b.ReadAtLeast(other, BlockBytes, throwOnEndOfStream: false) != count) return false;
            if (!block.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count))) return false;
        }
        while (count > 0);
        return true;
    }
}
