using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Tests.Running;

/// <summary>One run of the generator over a project. The run after an edit goes on with the memory of the one before.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, TestProject project)
    {
        _driver = driver
            .WithUpdatedParseOptions(project.ParseOptions)
            .WithUpdatedAnalyzerConfigOptions(new BuildProperties(project.RnnKernels))
            .RunGeneratorsAndUpdateCompilation(project.Compile(), out var output, out _);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
    }

    /// <summary>The project with the generated files.</summary>
    public Compilation Output { get; }

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>Generated texts by file name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    private GeneratorRunResult Result { get; }

    public static GeneratorRun Of(TestProject project)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        return new(CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], driverOptions: options), project);
    }

    public GeneratorRun After(TestProject edited) => new(_driver, edited);

    /// <summary>What the run did in one stage: each value it has now or had before, and why it is as it is.</summary>
    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Stage(string trackingName) =>
        Result.TrackedSteps.TryGetValue(trackingName, out var steps) ? steps.SelectMany(step => step.Outputs) : [];
}
