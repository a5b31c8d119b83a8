using System.Runtime.InteropServices;

namespace CharRnnFast.Memory;

/// <summary>
/// One zeroed block of native memory, aligned to a page, outside the garbage collector's sight. <see cref="Dispose"/> alone frees it: a
/// finalizer could do so under a kernel's hands, since pointers keep nothing alive.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const nuint Alignment = 4096;

    private readonly List<(nuint Begin, nuint Length)> _margins = [];
    private byte* _block;

    /// <summary>Reserves a block for a layout, which is called twice: once to measure, once to hand out the arrays.</summary>
    /// <exception cref="OutOfMemoryException">The block cannot be had.</exception>
    internal Arena(ArenaLayout layout)
    {
        Bytes = Measure(layout);
        _block = (byte*)NativeMemory.AlignedAlloc(Bytes, Alignment);
        ArenaCursor place = new(_block, _margins);
        layout(ref place);
    }

    /// <summary>Size of the block.</summary>
    public nuint Bytes { get; }

    /// <summary>
    /// Whether the margins between the arrays still hold the NaNs they were filled with: nothing was written past an array.
    /// </summary>
    public bool MarginsAreIntact
    {
        get
        {
            foreach ((nuint begin, nuint length) in _margins)
                if (new ReadOnlySpan<byte>(_block + begin, (int)length).ContainsAnyExcept(ArenaCursor.Poison)) return false;
            return true;
        }
    }

    /// <summary>Bytes of the block that a layout asks for; nothing is allocated.</summary>
    internal static nuint Measure(ArenaLayout layout)
    {
        ArenaCursor cursor = new(null, []);
        layout(ref cursor);
        return cursor.Offset;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }
}

/// <summary>Takes every array of a block from the cursor, in a fixed order.</summary>
internal delegate void ArenaLayout(ref ArenaCursor cursor);
