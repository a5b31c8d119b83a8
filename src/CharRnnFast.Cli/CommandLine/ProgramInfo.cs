using System.Reflection;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>What the program says of itself.</summary>
internal static class ProgramInfo
{
    /// <summary>The version, as <c>--version</c> prints it.</summary>
    public static string Version { get; } =
        typeof(ProgramInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
