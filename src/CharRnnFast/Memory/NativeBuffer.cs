using System.Runtime.InteropServices;

namespace CharRnnFast.Memory;

/// <summary>Bytes outside the managed heap, as many as the memory holds; handed out as spans of parts.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private byte* _bytes;

    /// <summary>Reserves bytes, 0 or more; their contents are undefined.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public NativeBuffer(long length)
    {
        _bytes = (byte*)NativeMemory.Alloc(checked((nuint)length));
        Length = length;
    }

    /// <summary>Frees the memory where <see cref="Dispose"/> was not called.</summary>
    ~NativeBuffer() => NativeMemory.Free(_bytes);

    public long Length { get; private set; }

    /// <summary>Bytes [start, start + length), valid until <see cref="Resize"/> or <see cref="Dispose"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are inside.</exception>
    public Span<byte> Span(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new(_bytes + start, length);
    }

    /// <summary>Changes the length and keeps what fits; further bytes are undefined.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public void Resize(long length)
    {
        _bytes = (byte*)NativeMemory.Realloc(_bytes, checked((nuint)length));
        Length = length;
    }

    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        Length = 0;
        GC.SuppressFinalize(this);
    }
}
