using System.Diagnostics;
using CharRnnFast.Generators.Tests.Running;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>What the props tell a project when it is published.</summary>
public sealed class BuildWarningTests
{
    [Theory]
    [InlineData("linux-x64", "", true)]
    [InlineData("win-x64", "", true)]
    [InlineData("linux-x64", "native", false)]
    [InlineData("linux-arm64", "", false)]
    public void CRF014_no_instruction_set(string runtime, string instructionSet, bool warns)
    {
        string project = SourceTree.PathOf("tests/CharRnnFast.FirstProgram");
        ProcessStartInfo start = new(
            "dotnet",
            [
                "msbuild", project, "-nologo", "-nodeReuse:false", "-t:CheckInstructionSet", "-p:PublishAot=true",
                $"-p:RuntimeIdentifier={runtime}", $"-p:IlcInstructionSet={instructionSet}", "-p:TreatWarningsAsErrors=false",
            ])
        { RedirectStandardOutput = true };
        using Process build = Process.Start(start)!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.Equal((0, warns), (build.ExitCode, output.Contains("warning CRF014: PublishAot for x64 without", StringComparison.Ordinal)));
    }
}
