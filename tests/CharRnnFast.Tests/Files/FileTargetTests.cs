using CharRnnFast.Files;
using Xunit;

namespace CharRnnFast.Tests.Files;

public sealed class FileTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void FoldersDevicesPipesAndMissingFoldersAreRefused()
    {
        using System.Diagnostics.Process mkfifo = System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]);
        mkfifo.WaitForExit();
        Assert.Contains("is a folder", Failure.MessageOf(() => FileTarget.Resolve(_folder.Path)));
        Assert.Contains("is a folder", Failure.MessageOf(() => FileTarget.Resolve(_folder["new/"])));
        Assert.Contains("device or a pipe", Failure.MessageOf(() => FileTarget.Resolve("/dev/null")));
        Assert.Contains("device or a pipe", Failure.MessageOf(() => FileTarget.Resolve(_folder["pipe"])));
        Assert.Contains("folder that does not exist", Failure.MessageOf(() => FileTarget.Resolve(_folder["no/model"])));
        Assert.Contains("path is empty", Failure.MessageOf(() => FileTarget.Resolve("")));
    }

    [Fact]
    public void LinksLeadToTheirTarget()
    {
        File.CreateSymbolicLink(_folder["link"], "second");
        File.CreateSymbolicLink(_folder["second"], "target");
        Assert.Equal(_folder["target"], FileTarget.Resolve(_folder["link"]));
        Assert.Equal(_folder["plain"], FileTarget.Resolve(_folder["plain"]));
        File.CreateSymbolicLink(_folder["loop"], "loop");
        Assert.Contains("cannot be written", Failure.MessageOf(() => FileTarget.Resolve(_folder["loop"])));
    }

    [Fact]
    public void ACircleOfLinksIsOneThatCannotBeReadWhereItIsToBeRead()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        foreach (Action<string> check in (Action<string>[])[FileTarget.CheckReadable, FileTarget.CheckEnds, FileTarget.CheckRegular])
            Assert.Contains("a cannot be read: Too many levels of symbolic links; check", Failure.MessageOf(() => check(_folder["a"])));
    }

    [Fact]
    public void ALinkIsFollowedFromTheFolderItIsReallyIn()
    {
        Directory.CreateDirectory(_folder["real/sub"]);
        File.CreateSymbolicLink(_folder["folder"], "real/sub");
        File.CreateSymbolicLink(_folder["real/sub/link"], "../target");
        Assert.Equal(_folder["real/target"], FileTarget.Resolve(_folder["folder/link"]));
    }

    [Fact]
    public void OneFileUnderTwoNamesIsTheSame()
    {
        File.WriteAllText(_folder["a"], "text");
        File.WriteAllText(_folder["b"], "text");
        File.CreateSymbolicLink(_folder["link"], "a");
        Assert.True(FileTarget.AreSame(_folder["a"], _folder["link"]));
        Assert.True(FileTarget.AreSame(_folder["a"], _folder["./a"]));
        Assert.False(FileTarget.AreSame(_folder["a"], _folder["b"]));
        Assert.False(FileTarget.AreSame(_folder["a"], _folder["missing"]));
        Assert.True(FileTarget.AreSame(_folder["missing"], _folder["./missing"]));
        Assert.False(FileTarget.AreSame(_folder["missing"], _folder["missing too"]));
    }

    public void Dispose() => _folder.Dispose();
}
