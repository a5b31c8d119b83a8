namespace CharRnnFast.Tests.Files;

/// <summary>What goes wrong.</summary>
public enum FileFault
{
    /// <summary>The operation fails once.</summary>
    DiskFull,

    /// <summary>The process ends within the operation.</summary>
    Killed,
}
