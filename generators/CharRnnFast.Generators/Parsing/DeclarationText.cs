using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CharRnnFast.Generators.Parsing;

/// <summary>The text that opens another part of a partial struct: of all modifiers, only <c>partial</c> and <c>record</c> must be repeated.</summary>
internal static class DeclarationText
{
    public static KernelSpec Describe(TypeDeclarationSyntax declaration, INamedTypeSymbol symbol, int hidden, int vocab) => new(
        symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
        declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse()
            .Select(outer => $"{KeywordsOf(outer)} {outer.Identifier.Text}").ToEquatableArray(),
        KeywordsOf(declaration),
        declaration.Identifier.Text,
        symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        hidden,
        vocab);

    private static string KeywordsOf(TypeDeclarationSyntax declaration) =>
        declaration is RecordDeclarationSyntax { ClassOrStructKeyword.Text: { Length: > 0 } kind }
            ? $"partial record {kind}"
            : $"partial {declaration.Keyword.Text}";
}
