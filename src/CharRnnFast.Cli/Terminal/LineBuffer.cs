using System.Globalization;

namespace CharRnnFast.Cli.Terminal;

/// <summary>A line of UTF-8 text in memory that is reserved once: building it allocates nothing. What does not fit is left out.</summary>
internal sealed class LineBuffer
{
    private const int Capacity = 1024;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _length;

    /// <summary>The line so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Its length in bytes, which is its width in columns where all of it is ASCII.</summary>
    public int Length => _length;

    public void Clear() => _length = 0;

    /// <summary>Cuts the line back to a length it had.</summary>
    public void CutTo(int length) => _length = length;

    public void Append(ReadOnlySpan<byte> text)
    {
        if (text.TryCopyTo(_bytes.AsSpan(_length))) _length += text.Length;
    }

    /// <summary>Adds a number or a time in the invariant culture, in a standard format of its type: "N0", "F2", "c".</summary>
    public void Append<T>(T value, string format)
        where T : IUtf8SpanFormattable
    {
        if (value.TryFormat(_bytes.AsSpan(_length), out int written, format, CultureInfo.InvariantCulture)) _length += written;
    }
}
