using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Reads the project's settings.</summary>
internal static class ProjectParser
{
    public static ProjectSettings Parse(Compilation compilation)
    {
        var project = (CSharpCompilation)compilation;
        return new(project.Options.AllowUnsafe, project.LanguageVersion);
    }
}

/// <summary>The settings of the compiled project that generated code depends on.</summary>
internal sealed record ProjectSettings(bool AllowsUnsafe, LanguageVersion LanguageVersion);
