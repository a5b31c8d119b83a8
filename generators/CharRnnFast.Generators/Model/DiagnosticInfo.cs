using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators.Model;

/// <summary>A diagnostic as plain values; descriptors compare by value.</summary>
/// <param name="Descriptor">One of <see cref="Diagnostics.DiagnosticDescriptors"/>.</param>
/// <param name="Location">Null where no line of source is at fault.</param>
/// <param name="Arguments">For the placeholders of the descriptor's message.</param>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo? Location, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor, location, new(arguments.ToImmutableArray()));

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location?.ToLocation(), Arguments.ToArray<object>());
}
