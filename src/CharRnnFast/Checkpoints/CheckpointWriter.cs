using System.Runtime.InteropServices;
using CharRnnFast.Files;
using CharRnnFast.Model;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Checkpoints;

/// <summary>Saves a run's model to one path, again and again. Each save is atomic and durable; its buffers are made once.</summary>
public sealed class CheckpointWriter
{
    private const int StagingFloats = 1 << 14;

    private readonly IFileOperations _operations;
    private readonly AtomicFile _file;
    private readonly HeaderWriter _header = new();
    private readonly float[] _staging = new float[StagingFloats];
    private long _offset;
    private int _staged;

    /// <summary>Checks the path; changes nothing.</summary>
    /// <exception cref="CharRnnException">It is a folder, device or pipe, or in a folder that does not exist.</exception>
    public CheckpointWriter(string path)
        : this(path, FileOperations.System)
    {
    }

    /// <summary>The same on other operations than the system's, for tests.</summary>
    internal CheckpointWriter(string path, IFileOperations operations)
    {
        Path = path;
        _operations = operations;
        _file = new(path, operations);
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Whether a save replaces a file.</summary>
    public bool TargetExists => _file.Exists;

    /// <summary>Whether saving would overwrite the file at <paramref name="path"/>, for instance the text.</summary>
    public bool Overwrites(string path) => _file.Overwrites(path);

    /// <summary>Whether saving would destroy the file at <paramref name="path"/> before its replacement is whole: the temporary one, left by a killed save.</summary>
    public bool Destroys(string path) => _file.IsTemporary(path);

    /// <summary>Makes sure that saving will work: creates the temporary file at full size, and removes it.</summary>
    /// <exception cref="CharRnnException">It will not.</exception>
    public void Prepare(CheckpointMetadata metadata, ITensorStore model) => InTemporaryFile(metadata, model, save: false);

    /// <summary>Replaces the file by the model as it stands.</summary>
    /// <exception cref="CharRnnException">It cannot be written, or the model is not finite; the file is as it was.</exception>
    public void Save(CheckpointMetadata metadata, ITensorStore model) => InTemporaryFile(metadata, model, save: true);

    private void InTemporaryFile(CheckpointMetadata metadata, ITensorStore model, bool save)
    {
        ReadOnlySpan<byte> header = _header.Write(metadata, model);
        long bytes = header.Length + _header.DataBytes;
        try
        {
            using SafeFileHandle handle = _file.Begin(bytes);
            try
            {
                if (save) Write(handle, header, model);
                else _operations.SetLength(handle, bytes); // room alone may be had beyond the limit on a file's size
                if (save) _file.Commit(handle);
                else _file.Discard(handle);
            }
            catch
            {
                _file.Discard(handle);
                throw;
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(Path, e);
        }
    }

    private void Write(SafeFileHandle handle, ReadOnlySpan<byte> header, ITensorStore model)
    {
        _operations.Write(handle, header, 0);
        _offset = header.Length;
        _staged = 0;
        foreach (ModelTensor tensor in CheckpointFormat.Tensors)
        {
            if (!model.Has(tensor)) continue;
            (int rows, int columns) = model.SizeOf(tensor);
            for (int row = 0; row < rows; row++)
            {
                if (_staged + columns > StagingFloats) FlushStaging(handle);
                Stage(model, tensor, row, columns);
            }
        }

        FlushStaging(handle);
    }

    /// <summary>Appends a row. A file with one infinite weight could never be read again, so it is not written.</summary>
    private void Stage(ITensorStore model, ModelTensor tensor, int row, int columns)
    {
        Span<float> values = _staging.AsSpan(_staged, columns);
        model.ReadRow(tensor, row, values);
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                throw new CharRnnException(Messages.IsNoLongerFinite($"{tensor}", Path));
        }

        _staged += columns;
    }

    private void FlushStaging(SafeFileHandle handle)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_staging.AsSpan(0, _staged));
        _operations.Write(handle, bytes, _offset);
        _offset += bytes.Length;
        _staged = 0;
    }
}
