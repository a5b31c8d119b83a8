using CharRnnFast.Files;

namespace CharRnnFast.Checkpoints;

/// <summary>A save whose last step failed: the file is as it was, and the model is whole in the temporary file beside it.</summary>
internal sealed class UnplacedModelException : CharRnnException
{
    internal UnplacedModelException(string path, string temporary, UnplacedFileException reason)
        : base(Messages.CannotBeReplaced(path, FileErrors.Reason(reason.InnerException!), temporary), reason)
    {
        Path = path;
        Temporary = temporary;
        Reason = FileErrors.Reason(reason.InnerException!);
    }

    /// <summary>The file that was to be replaced, as it was given.</summary>
    public string Path { get; }

    /// <summary>Where the model is.</summary>
    public string Temporary { get; }

    /// <summary>The system's words for what it refused.</summary>
    internal string Reason { get; }
}
