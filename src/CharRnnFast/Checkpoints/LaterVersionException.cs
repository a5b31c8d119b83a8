using CharRnnFast.Files;

namespace CharRnnFast.Checkpoints;

/// <summary>A file that a later program has written.</summary>
internal sealed class LaterVersionException(string path, string version, string known) : PathFaultException(
    Messages.IsNotUsable(path, Messages.IsOfVersion(version, known), "use the program that wrote it, or a newer one"), path)
{
    /// <summary>The version that it has.</summary>
    public string Version { get; } = version;

    /// <summary>The one that this program knows.</summary>
    public string Known { get; } = known;
}
