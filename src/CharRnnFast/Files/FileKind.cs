namespace CharRnnFast.Files;

/// <summary>What stands at a path, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or a link to nothing.</summary>
    Missing,

    /// <summary>A file with contents on a disk.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe or socket, which ends when its other side is closed.</summary>
    Pipe,

    /// <summary>A device, which may never end.</summary>
    Device,
}
