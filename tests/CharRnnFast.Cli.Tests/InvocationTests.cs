using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>The commands that the program prints call it as it was called, and run.</summary>
public sealed class InvocationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    /// <summary>
    /// How a folder is prepared, how the program is called there, and what a native executable shows; the others show their path.
    /// </summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { ":", "\"$exe\"", "" },
        { "ln -s \"$exe\" it", "./it", "./it" },
        { "mkdir 'a b'; ln -s \"$exe\" 'a b/it'", "'a b/it'", "'a b/it'" },
        { "mkdir out; ln -s \"$exe\" out/it", "out/it", "out/it" },
        { "mkdir bin; ln -s \"$exe\" bin/it; PATH=$PWD/bin:$PATH", "it", "it" },
        { "ln -s \"$exe\" it; PATH=:$PATH", "it", "it" },
        { "mkdir x=1; ln -s \"$exe\" x=1/it", "./x=1/it", "" },
        { "as() { (exec -a it \"$exe\" \"$@\"); }", "as", "" },
        { "as() { (exec -a '' \"$exe\" \"$@\"); }", "as", "" },
        { "as() { (exec -a -it \"$exe\" \"$@\"); }", "as", "" },
        { "touch other; as() { (exec -a ./other \"$exe\" \"$@\"); }", "as", "" },
        { "as() { (exec -a ls \"$exe\" \"$@\"); }", "as", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void TheNextCommandRuns(string prepare, string call, string shown)
    {
        RunResult result = InFolder($"{prepare}; {call} train text.txt --hidden 8 --iterations 2 2>messages; " +
            "next=$(sed -n 's/^next: //p' messages); echo \"$next\"; eval \"$next --length 5 --seed 1\" >/dev/null && echo ran");
        string program = shown.Length > 0 && Charrnn.IsNative ? shown : Charrnn.Path;
        Assert.Equal($"{program} sample charrnn.safetensors --prime \"the \"\nran\n", result.Output);
    }

    [Theory]
    [InlineData("train a.gz b --hidden=5", "train - b --hidden=5")]
    [InlineData("train a.gz a.gz", "train - a.gz")]
    [InlineData("sample m --prime-file=a.gz --json", "sample m --prime-file=- --json")]
    [InlineData("train --log=a;b -- a.gz", "train '--log=a;b' -- -")]
    public void WhatWasTypedIsRepeatedWithAnotherWordForAPath(string typed, string expected) =>
        Assert.Equal(expected, Invocation.Replace(typed.Split(' '), "a.gz", "-"));

    [Fact]
    public void TheResumeCommandRuns()
    {
        string output =
            InFolder("mkdir 'a b'; ln -s \"$exe\" 'a b/it'; env --default-signal=TERM 'a b/it' train text.txt --hidden 8 --iterations 0 " +
                "--log log --quiet " +
            "2>messages & until [ -s log ]; do sleep 0.05; done; kill $!; wait $!; resume=$(sed -n 's/^charrnn: resume: //p' messages); " +
            "eval \"${resume/--iterations 0/--epochs 1}\" && echo ran").Output;
        Assert.Equal("ran\n", output);
    }

    [Fact]
    public void UnderTheHostBothAreShown()
    {
        RunResult result = InFolder("dotnet \"$(dirname \"$jit\")/charrnn.dll\" train text.txt --hidden 8 --iterations 2 2>messages; " +
            "next=$(sed -n 's/^next: //p' messages); echo \"$next\"; eval \"$next --length 5 --seed 1\" >/dev/null && echo ran");
        Assert.Matches(@"\A\S*dotnet '?/.*/charrnn\.dll'? sample charrnn\.safetensors --prime ""the ""\nran\n\z", result.Output);
    }

    [NativeFact]
    public void AnExecutableThatIsReplacedMeanwhileIsStillNamed()
    {
        string output =
            InFolder("cp \"$exe\" it; cp \"$exe\" new; env --default-signal=TERM ./it train text.txt --hidden 8 --iterations 0 --log " +
                "log --quiet " +
            "2>messages & until [ -s log ]; do sleep 0.05; done; mv new it; kill $!; wait $!; sed -n 's/^charrnn: resume: " +
            "//p' messages").Output;
        Assert.StartsWith("./it train text.txt --resume charrnn.safetensors ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "")]
    [InlineData("train --help", " train")]
    public void TheUsageLineShowsIt(string arguments, string command)
    {
        string help = InFolder($"ln -s \"$exe\" it; ./it {arguments}").Output;
        Assert.Contains($"\n  {(Charrnn.IsNative ? "./it" : Charrnn.Path)}{command} [", help, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongOptionNamesTheHelpAsItIsCalled() =>
        Assert.EndsWith(
            $"; did you mean --length? See {Charrnn.Path} sample --help", Charrnn.Run("sample", "--lenght", "5").MustFailAtOnce(2),
            StringComparison.Ordinal);

    [Fact]
    public void WithoutAFileToCompareWithWhatWasTypedIsTaken()
    {
        Assert.Equal(["it"], Invocation.Find("it", null, "/"));
        Assert.Equal(["charrnn"], Invocation.Find("", null, "/"));
    }

    public void Dispose() => _scratch.Dispose();

    private RunResult InFolder(string script) => Charrnn.Shell($"cd $(dirname {_scratch.Text}); {script}");
}
