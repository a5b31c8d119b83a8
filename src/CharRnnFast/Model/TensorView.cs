using System.Runtime.InteropServices;

namespace CharRnnFast.Model;

/// <summary>
/// A tensor in the file's row-major shape over padded rows of memory: blocks of rows, one for each gate or layer, in which the rows stand
/// as they are or, where transposed, as columns.
/// </summary>
internal readonly unsafe struct TensorView
{
    private readonly float* _start;
    private readonly int _stride;
    private readonly bool _transposed;
    private readonly int _blockRows;
    private readonly nint _blockStep;

    /// <summary>A view of blocks.</summary>
    /// <param name="start">The first block.</param>
    /// <param name="rows">Rows of all blocks.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="stride">Floats between rows in memory.</param>
    /// <param name="transposed">Whether memory holds the columns as rows.</param>
    /// <param name="blockRows">Rows of a block.</param>
    /// <param name="blockStep">Floats to the next block.</param>
    internal TensorView(float* start, int rows, int columns, int stride, bool transposed, int blockRows, nint blockStep)
    {
        _start = start;
        (_stride, _transposed, _blockRows, _blockStep) = (stride, transposed, blockRows, blockStep);
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>A view of rows that stand one after another.</summary>
    internal TensorView(float* start, int rows, int columns, int stride)
        : this(start, rows, columns, stride, false, rows, 0)
    {
    }

    /// <summary>Rows in the file's shape.</summary>
    public int Rows { get; }

    /// <summary>Columns in the file's shape.</summary>
    public int Columns { get; }

    /// <summary>Whether the array was reserved.</summary>
    public bool Exists => _start != null;

    /// <summary>Copies a row out.</summary>
    public void ReadRow(int row, Span<float> destination)
    {
        float* first = Check(row, destination.Length);
        if (_transposed)
            for (int column = 0; column < Columns; column++)
                destination[column] = first[(nint)column * _stride];
        else
            new ReadOnlySpan<float>(first, Columns).CopyTo(destination);
    }

    /// <summary>Replaces a row; padding stays as it is.</summary>
    public void WriteRow(int row, ReadOnlySpan<float> source)
    {
        float* first = Check(row, source.Length);
        if (_transposed)
            for (int column = 0; column < Columns; column++)
                first[(nint)column * _stride] = source[column];
        else
            source.CopyTo(new Span<float>(first, Columns));
    }

    /// <summary>Whether all floats of padding in the rows hold <paramref name="value"/>, by bits.</summary>
    public bool PaddingIs(float value)
    {
        (int rows, int columns) = _transposed ? (Columns, _blockRows) : (_blockRows, Columns);
        for (int block = 0; block < Rows / _blockRows; block++)
            for (int row = 0; row < rows; row++)
                if (!IsAll(new(_start + (block * _blockStep) + ((nint)row * _stride) + columns, _stride - columns), value))
                    return false;
        return true;
    }

    private static bool IsAll(ReadOnlySpan<float> padding, float value) =>
        !MemoryMarshal.Cast<float, int>(padding).ContainsAnyExcept(BitConverter.SingleToInt32Bits(value));

    // The first element of a row.
    private float* Check(int row, int length)
    {
        ObjectDisposedException.ThrowIf(_start == null, typeof(TensorView));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(length, Columns);
        (int block, int rest) = Math.DivRem(row, _blockRows);
        return _start + (block * _blockStep) + (rest * (_transposed ? 1 : (nint)_stride));
    }
}
