using System.Buffers.Binary;
using System.Text;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A checkpoint taken apart into header and data, to be changed and put together again.</summary>
internal sealed record CheckpointFile(string Header, byte[] Data)
{
    public static CheckpointFile Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return new(Encoding.UTF8.GetString(bytes, 8, length), bytes[(8 + length)..]);
    }

    /// <summary>Replaces a part of the header that must be there.</summary>
    public CheckpointFile With(string old, string replacement)
    {
        if (!Header.Contains(old, StringComparison.Ordinal)) throw new ArgumentException($"The header has no {old}: {Header}");
        return this with { Header = Header.Replace(old, replacement, StringComparison.Ordinal) };
    }

    public void Write(string path)
    {
        byte[] header = Encoding.UTF8.GetBytes(Header);
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        File.WriteAllBytes(path, [.. prefix, .. header, .. Data]);
    }
}
