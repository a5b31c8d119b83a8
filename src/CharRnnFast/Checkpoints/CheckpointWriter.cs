using System.Runtime.InteropServices;
using CharRnnFast.Files;
using CharRnnFast.Model;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Checkpoints;

/// <summary>
/// Saves a run's model to one path, again and again. Each save is atomic and durable, and keeps the owner, group and mode of the file
/// before; its buffers are made once, for the first vocabulary.
/// </summary>
internal sealed class CheckpointWriter : IDisposable
{
    /// <summary>What is added to the path for the temporary file.</summary>
    public const string TemporarySuffix = AtomicFile.Suffix;

    private const int StagingFloats = 1 << 14;

    private readonly IFileOperations _operations;
    private readonly AtomicFile _file;
    private readonly float[] _staging = new float[StagingFloats];
    private HeaderWriter? _header;
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

    /// <summary>Whether <paramref name="path"/> is that of the temporary file, which a save that broke off may have left.</summary>
    public bool IsTemporary(string path) => _file.IsTemporary(path);

    /// <summary>
    /// Keeps other runs away from the path until disposed: they get this exception. Reading stays free. Where the system cannot lock,
    /// nothing happens. Without this call only the saves themselves exclude one another.
    /// </summary>
    /// <exception cref="CharRnnException">Another run has locked it.</exception>
    public void Lock() => _file.Lock();

    /// <summary>Checks that the path still leads to a file that was opened before <see cref="Lock"/>.</summary>
    /// <exception cref="CharRnnException">Another run has replaced it meanwhile.</exception>
    public void CheckIsStill(Checkpoint opened)
    {
        if (!_file.IsAtPath(opened.Handle)) throw new CharRnnException(Messages.IsBeingWritten(Path));
    }

    /// <summary>
    /// The whole model that a save which did not come to its last step has left in the temporary file; null where there is none, or the
    /// file holds the same.
    /// </summary>
    /// <exception cref="CharRnnException">Another run is saving, or it cannot be read.</exception>
    public Checkpoint? OpenLeftover()
    {
        if (!_file.HasLeftover) return null;
        _file.CheckTemporaryIsFree();
        if (Checkpoint.OpenIfWhole(_file.Temporary) is not Checkpoint leftover) return null;
        if (!_file.TemporaryHoldsTheSame()) return leftover;
        leftover.Dispose();
        return null;
    }

    /// <summary>Replaces the file by the model that <see cref="OpenLeftover"/> found.</summary>
    /// <exception cref="CharRnnException">The file may not be replaced; nothing has changed.</exception>
    public void PlaceLeftover() => _file.PlaceTemporary();

    /// <summary>
    /// Makes sure that saving will work, as far as the system tells: that the file may be replaced, and that there is room for it. The
    /// temporary file is created at full size, and removed if it does not stay reserved.
    /// </summary>
    /// <param name="metadata">As for a save.</param>
    /// <param name="model">As for a save.</param>
    /// <param name="dropsLeftover">Whether a whole model in the temporary file may be lost.</param>
    /// <param name="staysReserved">
    /// Whether the temporary file stays where no file exists that could be locked, until the first save.
    /// </param>
    /// <exception cref="CharRnnException">It will not.</exception>
    public void Prepare(CheckpointMetadata metadata, ITensorStore model, bool dropsLeftover = false, bool staysReserved = false)
    {
        if (!dropsLeftover) CheckLeftover();
        _file.Reserve(WriteHeader(metadata, model), staysReserved);
    }

    /// <summary>Replaces the file by its own bytes, which finds out all that could keep a save from coming to its end.</summary>
    /// <exception cref="CharRnnException">It cannot be replaced; it is as it was.</exception>
    public void Rehearse() => _file.ReplaceBySame();

    /// <summary>Replaces the file by the model as it stands.</summary>
    /// <exception cref="UnplacedModelException">The file may not be replaced: the model is whole in the temporary file.</exception>
    /// <exception cref="CharRnnException">It cannot be written, or the model is not finite; the file is as it was.</exception>
    public void Save(CheckpointMetadata metadata, ITensorStore model)
    {
        long bytes = WriteHeader(metadata, model);
        try
        {
            _file.Replace(bytes, handle => Write(handle, model), keepsUnplaced: true);
        }
        catch (CharRnnException e) when (e.InnerException is UnplacedFileException unplaced)
        {
            throw new UnplacedModelException(Path, _file.Temporary, unplaced);
        }
    }

    /// <summary>Lets other runs at the path.</summary>
    public void Dispose() => _file.Dispose();

    private void CheckLeftover()
    {
        using Checkpoint? leftover = OpenLeftover();
        if (leftover is not null) throw new LeftoverModelException(leftover.Path, leftover.Metadata.Iteration ?? 0);
    }

    // The bytes of the whole file.
    private long WriteHeader(CheckpointMetadata metadata, ITensorStore model)
    {
        _header ??= new(metadata.Vocabulary.Count);
        return _header.Write(metadata, model).Length + _header.DataBytes;
    }

    private void Write(SafeFileHandle handle, ITensorStore model)
    {
        ReadOnlySpan<byte> header = _header!.Written;
        _operations.Write(handle, header, 0);
        _offset = header.Length;
        _staged = 0;
        foreach (TensorSpec tensor in model.Tensors)
        {
            if (!model.Has(tensor)) continue;
            for (int row = 0; row < tensor.Rows; row++)
            {
                if (_staged + tensor.Columns > StagingFloats) FlushStaging(handle);
                Stage(model, tensor, row);
            }
        }

        FlushStaging(handle);
    }

    /// <summary>Appends a row. A file with one infinite weight could never be read again, so it is not written.</summary>
    private void Stage(ITensorStore model, TensorSpec tensor, int row)
    {
        Span<float> values = _staging.AsSpan(_staged, tensor.Columns);
        model.ReadRow(tensor, row, values);
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) throw new NotFiniteException(tensor, Path);
        }

        _staged += tensor.Columns;
    }

    private void FlushStaging(SafeFileHandle handle)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_staging.AsSpan(0, _staged));
        _operations.Write(handle, bytes, _offset);
        _offset += bytes.Length;
        _staged = 0;
    }
}
