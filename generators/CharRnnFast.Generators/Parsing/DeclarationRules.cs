using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CharRnnFast.Generators.Parsing;

/// <summary>What a declaration must be like so that generated code can be added to it and named from the kernel table.</summary>
internal static class DeclarationRules
{
    public static List<DiagnosticInfo> Check(TypeDeclarationSyntax declaration, INamedTypeSymbol symbol)
    {
        if (symbol.TypeKind != TypeKind.Struct)
            return [Fault(DiagnosticDescriptors.NotAStruct, declaration, symbol.Name)];

        var faults = new List<DiagnosticInfo>();
        if (!IsPartial(declaration))
            faults.Add(Fault(DiagnosticDescriptors.NotPartial, declaration, symbol.Name));
        if (!IsAccessible(symbol))
            faults.Add(Fault(DiagnosticDescriptors.NotAccessible, declaration, symbol.Name));
        if (InstructionSet.All.Any(set => set.Name == symbol.Name))
            faults.Add(Fault(DiagnosticDescriptors.NamedLikeAnInstructionSet, declaration, symbol.Name));
        foreach (var container in declaration.Ancestors().OfType<TypeDeclarationSyntax>().Where(outer => !IsPartial(outer)))
            faults.Add(Fault(DiagnosticDescriptors.ContainingTypeNotPartial, container, container.Identifier.ValueText, symbol.Name));
        foreach (var generic in declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => type.Arity > 0))
            faults.Add(Fault(DiagnosticDescriptors.Generic, generic, generic.Identifier.ValueText));
        return faults;
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsAccessible(INamedTypeSymbol? symbol)
    {
        for (; symbol is not null; symbol = symbol.ContainingType)
            if (symbol.IsFileLocal || !IsSeenInProject(symbol.DeclaredAccessibility))
                return false;
        return true;
    }

    private static bool IsSeenInProject(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static DiagnosticInfo Fault(DiagnosticDescriptor descriptor, TypeDeclarationSyntax at, params string[] arguments) =>
        DiagnosticInfo.Create(descriptor, LocationInfo.From(at.Identifier.GetLocation()), arguments);
}
