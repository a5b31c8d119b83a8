using BenchmarkDotNet.Attributes;
using CharRnnFast.Generators;
using CharRnnFast.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Benchmarks;

/// <summary>
/// What the source generator costs a build or an editor on a project with the stock widths and one other file. Each run has a compilation
/// of its own, and includes the parsing of what is generated anew.
/// </summary>
public class GeneratorCost
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    private readonly SyntaxTree _unrelated = Parse("class Unrelated;");
    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _driver;

    public GeneratorCost()
    {
        _compilation = CSharpCompilation.Create(
            "Project", [Parse(StockWidths()), _unrelated], References(), new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        _driver = Fresh().RunGenerators(_compilation);
    }

    [Benchmark]
    public GeneratorDriver ColdRun() => Fresh().RunGenerators(_compilation.Clone());

    [Benchmark]
    public GeneratorDriver AfterUnrelatedEdit() =>
        _driver.RunGenerators(_compilation.ReplaceSyntaxTree(_unrelated, Parse("class Edited;")));

    /// <summary>A size with one new width, 144.</summary>
    [Benchmark]
    public GeneratorDriver AfterAddingOneSize() => _driver.RunGenerators(_compilation.AddSyntaxTrees(
        Parse("[assembly: CharRnnFast.Kernels.RnnKernel(137, 80)]")));

    private static CSharpGeneratorDriver Fresh() =>
        CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(RnnKernelAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static string StockWidths()
    {
        using Stream stream = typeof(GeneratorCost).Assembly.GetManifestResourceStream("StockWidths.cs")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
