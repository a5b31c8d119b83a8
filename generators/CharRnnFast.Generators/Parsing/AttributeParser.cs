using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Reads a file's uses of <c>[assembly: RnnKernel(hidden, vocab)]</c> into values.</summary>
internal static class AttributeParser
{
    public const string AttributeName = "CharRnnFast.Kernels.RnnKernelAttribute";

    public static RequestedSizes Parse(GeneratorAttributeSyntaxContext context)
    {
        var sizes = new List<KernelSize>();
        var diagnostics = new List<DiagnosticInfo>();
        foreach (var size in context.Attributes.Select(TryRead).OfType<KernelSize>())
        {
            if (size.IsInRange)
                sizes.Add(size);
            else
                diagnostics.Add(OutOfRange(size));
        }

        return new(sizes.ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static DiagnosticInfo OutOfRange(KernelSize size) =>
        DiagnosticInfo.Create(DiagnosticDescriptors.SizeOutOfRange, size.Location, $"{size.Hidden}", $"{size.Vocab}");

    // Null where arguments are missing or not constant: the compiler reports those itself.
    private static KernelSize? TryRead(AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments;
        return arguments.Length == 2 && arguments[0].Value is int hidden && arguments[1].Value is int vocab
            ? new(hidden, vocab, LocationOf(attribute))
            : null;
    }

    private static LocationInfo? LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference
        ? LocationInfo.From(Location.Create(reference.SyntaxTree, reference.Span))
        : null;
}
