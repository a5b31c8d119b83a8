using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CharRnnFast.Generators.Tests.Running;

/// <summary>The options a build hands to the generator: only the build property RnnKernels, if the props make it visible.</summary>
internal sealed class BuildProperties(string? rnnKernels) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(rnnKernels);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string? rnnKernels) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.RnnKernels" ? rnnKernels : null;
            return value is not null;
        }
    }
}
