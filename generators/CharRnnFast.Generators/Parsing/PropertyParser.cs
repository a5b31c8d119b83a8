using System.Globalization;
using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Reads the build property <c>RnnKernels</c>, such as <c>137x80+640x256</c>. A size named twice counts once.</summary>
internal static class PropertyParser
{
    private const string PropertyName = "build_property.RnnKernels";

    // A property that the props make visible is there also where it is not set.
    public static RequestedSizes Parse(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(PropertyName, out string? value)
            ? Parse(value)
            : new(default, new[] { DiagnosticInfo.Create(DiagnosticDescriptors.PropsNotImported, null) }.ToEquatableArray());

    private static RequestedSizes Parse(string value)
    {
        var sizes = new List<KernelSize>();
        var diagnostics = new List<DiagnosticInfo>();
        foreach (string entry in value.Trim() is { Length: > 0 } entries ? entries.Split('+') : [])
        {
            if (TryRead(entry.Trim()) is { IsInRange: true } size)
                sizes.Add(size);
            else
                diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.MalformedProperty, null, entry.Trim()));
        }

        return new(sizes.Distinct().ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static KernelSize? TryRead(string entry)
    {
        string[] parts = entry.Split('x');
        return parts.Length == 2 && TryReadNumber(parts[0], out int hidden) && TryReadNumber(parts[1], out int vocab)
            ? new(hidden, vocab, null)
            : null;
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
