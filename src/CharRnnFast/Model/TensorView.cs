namespace CharRnnFast.Model;

/// <summary>A matrix in the checkpoint's row-major shape over padded rows, which hold its rows or, where transposed, its columns.</summary>
internal readonly unsafe struct TensorView
{
    private readonly float* _start;
    private readonly int _stride;
    private readonly bool _transposed;

    internal TensorView(float* start, int rows, int columns, int stride, bool transposed)
    {
        _start = start;
        Rows = rows;
        Columns = columns;
        _stride = stride;
        _transposed = transposed;
    }

    /// <summary>Rows in the checkpoint's shape.</summary>
    public int Rows { get; }

    /// <summary>Columns in the checkpoint's shape.</summary>
    public int Columns { get; }

    /// <summary>Whether the array was reserved.</summary>
    public bool Exists => _start != null;

    /// <summary>Copies a row out.</summary>
    public void ReadRow(int row, Span<float> destination)
    {
        Check(row, destination.Length);
        if (_transposed)
            for (int column = 0; column < Columns; column++)
                destination[column] = _start[((nint)column * _stride) + row];
        else
            new ReadOnlySpan<float>(_start + ((nint)row * _stride), Columns).CopyTo(destination);
    }

    /// <summary>Replaces a row; padding stays as it is.</summary>
    public void WriteRow(int row, ReadOnlySpan<float> source)
    {
        Check(row, source.Length);
        if (_transposed)
            for (int column = 0; column < Columns; column++)
                _start[((nint)column * _stride) + row] = source[column];
        else
            source.CopyTo(new Span<float>(_start + ((nint)row * _stride), Columns));
    }

    /// <summary>Whether all floats of padding in the rows hold <paramref name="value"/>, by bits.</summary>
    public bool PaddingIs(float value)
    {
        (int rows, int columns) = _transposed ? (Columns, Rows) : (Rows, Columns);
        for (int row = 0; row < rows; row++)
            foreach (float padding in new ReadOnlySpan<float>(_start + ((nint)row * _stride) + columns, _stride - columns))
                if (BitConverter.SingleToInt32Bits(padding) != BitConverter.SingleToInt32Bits(value))
                    return false;
        return true;
    }

    private void Check(int row, int length)
    {
        ObjectDisposedException.ThrowIf(_start == null, typeof(TensorView));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfNotEqual(length, Columns);
    }
}
