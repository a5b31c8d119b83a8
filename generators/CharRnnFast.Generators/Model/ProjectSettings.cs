using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Model;

/// <summary>The settings of the compiled project that generated code depends on.</summary>
internal sealed record ProjectSettings(bool AllowsUnsafe, LanguageVersion LanguageVersion);
