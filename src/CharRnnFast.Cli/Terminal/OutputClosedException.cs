namespace CharRnnFast.Cli.Terminal;

/// <summary>Nobody reads standard output any more: the command ends quietly.</summary>
internal sealed class OutputClosedException(Exception? inner = null) : Exception("standard output is closed", inner);
