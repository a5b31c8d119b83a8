using System.Text.RegularExpressions;
using Xunit;

namespace CharRnnFast.Tests;

/// <summary>
/// The library's folders stand on floors: a folder uses what is on its own floor or below, without circles. A folder is a namespace, and
/// each file names those that it uses.
/// </summary>
public sealed partial class FloorTests
{
    // The namespace of the library itself, which all know, is below them.
    private static readonly string[][] Floors =
    [
        ["Numerics", "Random", "Memory"],
        ["Kernels", "Files", "Threads"],
        ["Model", "Text"],
        ["Steps"],
        ["Training", "Sampling", "Evaluation", "Checkpoints", "Logs", "Checking", "Measuring"],
    ];

    private static readonly string Library = Path.Join(SourceTree.Root, "src", "CharRnnFast");

    [Fact]
    public void EveryFolderHasAFloor() =>
        Assert.Equal(Floors.SelectMany(floor => floor).Append("Messages").Order(), Folders().Order());

    [Fact]
    public void AFileIsInTheNamespaceOfItsFolder() => Assert.All(Folders().Where(folder => folder != "Messages"), folder =>
        Assert.All(Sources(folder), file => Assert.Contains($"\nnamespace CharRnnFast.{folder};", '\n' + File.ReadAllText(file))));

    [Fact]
    public void NothingUsesAHigherFloor() => Assert.Empty(
        from folder in Folders()
        from used in UsedBy(folder)
        where FloorOf(used) > FloorOf(folder)
        select $"{folder} uses {used}");

    [Fact]
    public void NoFoldersUseEachOther() => Assert.DoesNotContain(Folders(), folder => ReachedFrom(folder).Contains(folder));

    // The root's own files and the messages are on floor -1.
    private static int FloorOf(string folder) => Array.FindIndex(Floors, floor => floor.Contains(folder));

    private static IEnumerable<string> Folders() =>
        Directory.GetDirectories(Library).Select(path => Path.GetFileName(path)).Where(folder => folder is not ("bin" or "obj"));

    private static string[] Sources(string folder) => Directory.GetFiles(Path.Join(Library, folder), "*.cs", SearchOption.AllDirectories);

    private static HashSet<string> UsedBy(string folder) =>
    [
        .. Sources(folder).SelectMany(file => Used().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)
            .Where(used => used != folder && FloorOf(used) >= 0),
    ];

    private static HashSet<string> ReachedFrom(string folder)
    {
        HashSet<string> reached = [];
        Queue<string> next = new([folder]);
        while (next.TryDequeue(out string? current))
            foreach (string used in UsedBy(current))
                if (reached.Add(used))
                    next.Enqueue(used);
        return reached;
    }

    // A directive, or a name with its namespace; comments count too.
    [GeneratedRegex(@"CharRnnFast\.(\w+)")]
    private static partial Regex Used();
}
