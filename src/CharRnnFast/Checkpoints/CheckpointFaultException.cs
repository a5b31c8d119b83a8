namespace CharRnnFast.Checkpoints;

/// <summary>Why a file is not a usable checkpoint; the path is added where it is known.</summary>
/// <param name="message">What is wrong, going on from "PATH is not a usable checkpoint: ".</param>
/// <param name="remedy">What the user can do about it.</param>
internal sealed class CheckpointFaultException(string message, string remedy = "use another file") : Exception(message)
{
    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; } = remedy;
}
