namespace CharRnnFast.Files;

/// <summary>A file that cannot be used, where what to do has another name in each program.</summary>
internal abstract class PathFaultException(string message, string path, Exception? inner = null) : CharRnnException(message, inner)
{
    public string Path { get; } = path;
}

/// <summary>A name, or that of a folder above, with bytes that are not UTF-8.</summary>
internal sealed class LostNameException(string path, Exception? inner = null)
    : PathFaultException(Messages.NameIsNotUtf8(path), path, inner);

/// <summary>A device in place of a text.</summary>
internal sealed class DeviceException(string path) : PathFaultException(Messages.IsADevice(path), path);
