namespace CharRnnFast.Tests.Files;

/// <summary>A folder of one test's own, removed with everything in it at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("charrnn-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of what is in it, sorted.</summary>
    public string[] Names =>
        [.. new DirectoryInfo(Path).EnumerateFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
