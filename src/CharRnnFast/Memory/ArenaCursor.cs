using System.Runtime.InteropServices;

namespace CharRnnFast.Memory;

/// <summary>
/// Walks over a block and hands out zeroed arrays. Each starts at a 64-byte line of its own and, within 4 KiB, at another line than its
/// neighbours, so that equal rows of arrays used together do not compete for one cache set. Margins between arrays hold NaNs: a read past
/// an array shows.
/// </summary>
internal unsafe struct ArenaCursor(byte* block, List<(nuint Begin, nuint Length)> margins)
{
    /// <summary>Every byte of a margin; four of them are a NaN.</summary>
    public const byte Poison = 0xFF;

    private const nuint Line = 64;
    private const nuint LinesPerPage = 64;

    // Coprime to 64, so that 64 arrays in a row start at 64 different lines.
    private const nuint LinesBetweenStarts = 11;

    private nuint _arrays;

    /// <summary>Bytes handed out so far, margins included.</summary>
    public nuint Offset { get; private set; }

    /// <summary>An array of rows * stride floats, all +0.</summary>
    public float* Floats(long rows, int stride) => (float*)Take((nuint)rows * (nuint)stride * sizeof(float));

    /// <summary>An array of integers, all 0.</summary>
    public int* Integers(long count) => (int*)Take((nuint)count * sizeof(int));

    /// <summary>An array of doubles, all +0.</summary>
    public double* Doubles(long count) => (double*)Take((nuint)count * sizeof(double));

    private byte* Take(nuint bytes)
    {
        nuint line = (Offset + Line - 1) / Line, wantedLine = _arrays++ * LinesBetweenStarts % LinesPerPage;
        nuint begin = (line + ((wantedLine - line) % LinesPerPage)) * Line;
        Margin(Offset, begin);
        if (block != null) NativeMemory.Clear(block + begin, bytes);

        nuint end = begin + bytes;
        Offset = (end + (2 * Line) - 1) / Line * Line; // at least one byte, at most two lines after the array
        Margin(end, Offset);
        return block + begin;
    }

    private readonly void Margin(nuint begin, nuint end)
    {
        if (block == null || begin == end) return;
        NativeMemory.Fill(block + begin, end - begin, Poison);
        margins.Add((begin, end - begin));
    }
}
