using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Reads one use of <c>[RnnKernel(hidden, vocab)]</c> into values.</summary>
internal static class AttributeParser
{
    public const string AttributeName = "CharRnnFast.Kernels.RnnKernelAttribute";

    // Classes and interfaces too: the compiler refuses the attribute there (CS0592), CRF002 says what to write in place of them.
    public static bool IsCandidate(SyntaxNode node) => node is TypeDeclarationSyntax;

    public static KernelCandidate Parse(GeneratorAttributeSyntaxContext context)
    {
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var attribute = context.Attributes[0];
        var location = LocationInfo.From(LocationOf(attribute, declaration));
        var diagnostics = DeclarationRules.Check(declaration, symbol);

        if (!TryReadSize(attribute, out int hidden, out int vocab))
            return new(null, location, diagnostics.ToEquatableArray());
        if (!KernelSize.IsInRange(hidden, vocab))
            diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.SizeOutOfRange, location, $"{hidden}", $"{vocab}"));

        var spec = diagnostics.Count == 0 ? DeclarationText.Describe(declaration, symbol, hidden, vocab) : null;
        return new(spec, location, diagnostics.ToEquatableArray());
    }

    private static Location LocationOf(AttributeData attribute, TypeDeclarationSyntax declaration) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : declaration.Identifier.GetLocation();

    // False where arguments are missing or not constant: the compiler reports those itself.
    private static bool TryReadSize(AttributeData attribute, out int hidden, out int vocab)
    {
        (hidden, vocab) = (0, 0);
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length != 2 || arguments[0].Value is not int first || arguments[1].Value is not int second)
            return false;
        (hidden, vocab) = (first, second);
        return true;
    }
}
