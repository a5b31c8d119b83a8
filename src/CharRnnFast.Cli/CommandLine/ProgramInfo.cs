namespace CharRnnFast.Cli.CommandLine;

/// <summary>What the program says of itself: the build adds <c>Version</c>, as <c>--version</c> prints it.</summary>
internal static partial class ProgramInfo;
