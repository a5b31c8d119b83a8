using System.Buffers;

namespace CharRnnFast.Files;

/// <summary>A byte buffer of one size for JSON that is written again and again without allocating.</summary>
/// <param name="capacity">Bytes; a JSON writer asks for 4096 more than it needs.</param>
internal sealed class FixedBuffer(int capacity) : IBufferWriter<byte>
{
    private readonly byte[] _bytes = new byte[capacity];

    /// <summary>What has been written since <see cref="Clear"/>.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Count);

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Append(byte value) => _bytes[Count++] = value;

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(Start(sizeHint));

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(Start(sizeHint));

    private int Start(int sizeHint)
    {
        if (_bytes.Length - Count < Math.Max(sizeHint, 1)) throw new InvalidOperationException($"More than {_bytes.Length} bytes of JSON.");
        return Count;
    }
}
