using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CharRnnFast.Files;
using CharRnnFast.Memory;
using CharRnnFast.Model;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Checkpoints;

/// <summary>An open safetensors file whose header fits its length. Numbers are little endian, as all supported systems are.</summary>
internal sealed class TensorFile : IDisposable
{
    /// <summary>
    /// A bound on what reading a header allocates, itself included, that a test holds. Measured: 10 to 14 times its length for short
    /// tensors, up to 22 for the shortest metadata, 25 for one long shape.
    /// </summary>
    public const int BytesPerHeaderByte = 32;

    // Elements of a row: one for each hidden unit, or for each symbol.
    private static readonly int MaxRow = Math.Max(ModelShape.MaxHiddenSize, ModelShape.MaxVocabSize);

    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly float[] _values = new float[MaxRow];
    private readonly float[] _ordered = new float[MaxRow];

    private TensorFile(SafeFileHandle handle, SafetensorsHeader header, long dataStart)
    {
        _handle = handle;
        Header = header;
        _dataStart = dataStart;
    }

    // Of a zip file, which torch.save makes.
    private static ReadOnlySpan<byte> ZipMark => "PK\u0003\u0004"u8;

    /// <summary>The header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Opens a file, reads its header and checks that the tensors cover the rest of it.</summary>
    /// <exception cref="CheckpointFaultException">It is not a safetensors file, or damaged.</exception>
    public static TensorFile Open(string path)
    {
        SafeFileHandle handle = UnlockedFile.Open(path);
        try
        {
            long length = RandomAccess.GetLength(handle);
            int headerBytes = ReadHeaderLength(handle, length);
            byte[] json = ReadHeader(handle, headerBytes);
            SafetensorsHeader header = HeaderReader.Read(json);
            long dataStart = CheckpointFormat.PrefixBytes + headerBytes;
            header.CheckLayout(length - dataStart);
            return new(handle, header, dataStart);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Checks that every number of a tensor is finite, and not negative where it is a sum or mean of squares.</summary>
    /// <exception cref="CheckpointFaultException">One is not.</exception>
    public void CheckValues(TensorEntry entry, bool isOfSquares)
    {
        float minimum = isOfSquares ? 0 : float.MinValue;
        for (long at = entry.Begin; at < entry.End;)
        {
            Span<float> values = _values.AsSpan(0, (int)Math.Min(_values.Length, (entry.End - at) / sizeof(float)));
            ReadValues(values, at);
            foreach (float value in values)
            {
                // NaN fails both comparisons.
                if (!(value >= minimum && value <= float.MaxValue))
                    throw new CheckpointFaultException(Messages.HoldsTheValue(entry.Name, value));
            }

            at += values.Length * sizeof(float);
        }
    }

    /// <summary>Copies a tensor into a model. Of states a model may take fewer streams, the first ones.</summary>
    /// <param name="entry">The tensor in the file.</param>
    /// <param name="stored">Its rows and columns.</param>
    /// <param name="wanted">Those of the model's.</param>
    /// <param name="order">Of each of the model's symbols, its place in the file; null: the same order.</param>
    /// <param name="model">Where to.</param>
    /// <exception cref="ArgumentException">The model's tensor has another size.</exception>
    public void ReadTensor(TensorEntry entry, TensorSpec stored, TensorSpec wanted, int[]? order, ITensorStore model)
    {
        bool isState = wanted.Tensor.IsState;
        if (stored.Columns != wanted.Columns || (isState ? stored.Rows < wanted.Rows : stored.Rows != wanted.Rows))
            throw new ArgumentException($"The model's {wanted.Name} has another size.", nameof(model));
        int[]? rowOrder = CheckpointFormat.HasRowPerSymbol(wanted.Tensor) ? order : null;
        int[]? columnOrder = CheckpointFormat.HasColumnPerSymbol(wanted.Tensor) ? order : null;
        int streams = isState ? (int)wanted.Shape[^2] : 1, storedStreams = isState ? (int)stored.Shape[^2] : 1;
        Span<float> row = _values.AsSpan(0, wanted.Columns);
        for (int i = 0; i < wanted.Rows; i++)
        {
            int from = rowOrder?[i] ?? ((i / streams * storedStreams) + (i % streams));
            ReadValues(row, entry.Begin + ((long)from * wanted.Columns * sizeof(float)));
            model.WriteRow(wanted, i, columnOrder is null ? row : InOrder(row, columnOrder));
        }
    }

    /// <summary>Sets a tensor of a model to 0.</summary>
    public void ClearTensor(TensorSpec tensor, ITensorStore model)
    {
        Span<float> row = _values.AsSpan(0, tensor.Columns);
        row.Clear();
        for (int i = 0; i < tensor.Rows; i++) model.WriteRow(tensor, i, row);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static int ReadHeaderLength(SafeFileHandle handle, long fileLength)
    {
        if (fileLength < CheckpointFormat.PrefixBytes) throw new CheckpointFaultException(Messages.HasOnlyBytes(fileLength));
        Span<byte> prefix = stackalloc byte[CheckpointFormat.PrefixBytes];
        ReadExactly(handle, prefix, 0);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > CheckpointFormat.MaxHeaderBytes) throw TooLong(handle, prefix);
        if ((long)length > fileLength - CheckpointFormat.PrefixBytes) throw new CheckpointFaultException(Messages.EndsWithinItsHeader());
        return (int)length;
    }

    // A length has a zero among its bytes, a text has none, and other files with zeros have no JSON after them.
    private static CheckpointFaultException TooLong(SafeFileHandle handle, ReadOnlySpan<byte> prefix)
    {
        Span<byte> next = stackalloc byte[1];
        int read = RandomAccess.Read(handle, next, CheckpointFormat.PrefixBytes);
        bool isHeader = prefix.Contains((byte)0) && read == 1 && next is [(byte)'{'];
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (prefix.StartsWith(ZipMark))
            return new(
                Messages.DoesNotBeginAsOne(),
                "if PyTorch made it, save its tensors again: safetensors.torch.save_file(model.state_dict(), PATH)");
        return new(isHeader ? Messages.HeaderIsTooLong(length, CheckpointFormat.MaxHeaderBytes) : Messages.DoesNotBeginAsOne());
    }

    /// <summary>
    /// The header's bytes, after a look at the first of them: a file that only claims to have a long header gets no memory for it.
    /// </summary>
    private static byte[] ReadHeader(SafeFileHandle handle, int bytes)
    {
        Span<byte> first = stackalloc byte[Math.Min(bytes, 1)];
        ReadExactly(handle, first, CheckpointFormat.PrefixBytes);
        if (first is not [(byte)'{']) throw new CheckpointFaultException(Messages.HeaderIsNoJson());
        MemoryLimit.Check((long)bytes * BytesPerHeaderByte, "its header", "use another file");
        byte[] header = new byte[bytes];
        ReadExactly(handle, header, CheckpointFormat.PrefixBytes);
        return header;
    }

    private ReadOnlySpan<float> InOrder(ReadOnlySpan<float> row, int[] order)
    {
        for (int i = 0; i < row.Length; i++) _ordered[i] = row[order[i]];
        return _ordered.AsSpan(0, row.Length);
    }

    private void ReadValues(Span<float> values, long offset) => ReadExactly(_handle, MemoryMarshal.AsBytes(values), _dataStart + offset);

    private static void ReadExactly(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0) throw new EndOfStreamException("it became shorter while it was read");
            bytes = bytes[read..];
            offset += read;
        }
    }
}
