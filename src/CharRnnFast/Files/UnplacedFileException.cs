namespace CharRnnFast.Files;

/// <summary>
/// New contents are whole and on the disk, but the file that they are to replace may not be replaced: they are still in the temporary file.
/// </summary>
internal sealed class UnplacedFileException(Exception reason) : IOException(reason.Message, reason);
