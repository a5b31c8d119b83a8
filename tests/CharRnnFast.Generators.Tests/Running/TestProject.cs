using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Tests.Running;

/// <summary>A project that uses the generator and the real library: its files, settings and build property.</summary>
internal sealed record TestProject(params string[] Files)
{
    // One tree for one text, so that an edit of one file leaves the trees of the others as they are.
    private static readonly ConcurrentDictionary<(string Path, string Text, CSharpParseOptions Options), SyntaxTree> Trees = new();

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(Kernels.RnnKernelAttribute).Assembly.Location),
    ];

    public bool AllowsUnsafe { get; init; } = true;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp14;

    /// <summary>Null: the project does not import the props.</summary>
    public string? RnnKernels { get; init; } = "";

    // Documentation is checked as in a build with GenerateDocumentationFile.
    public CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode.Diagnose);

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Project",
        Files.Select((text, index) => Parse($"File{index}.cs", text)),
        References,
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: AllowsUnsafe, nullableContextOptions: NullableContextOptions.Enable));

    private SyntaxTree Parse(string path, string text) =>
        Trees.GetOrAdd((path, text, ParseOptions), key => CSharpSyntaxTree.ParseText(key.Text, key.Options, key.Path));
}
