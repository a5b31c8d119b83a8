using System.Globalization;
using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Reads the build property <c>RnnKernels</c>, such as <c>137x80+640x256</c>. A size named twice counts once.</summary>
internal static class PropertyParser
{
    private const string PropertyName = "build_property.RnnKernels";

    public static RequestedSizes Parse(AnalyzerConfigOptionsProvider options) =>
        Parse(options.GlobalOptions.TryGetValue(PropertyName, out string? value) ? value : "");

    private static RequestedSizes Parse(string value)
    {
        var specs = new List<KernelSpec>();
        var diagnostics = new List<DiagnosticInfo>();
        foreach (string entry in value.Trim() is { Length: > 0 } sizes ? sizes.Split('+') : [])
        {
            if (TryReadSize(entry.Trim(), out int hidden, out int vocab))
                specs.Add(Describe(hidden, vocab));
            else
                diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.MalformedProperty, null, entry.Trim()));
        }

        return new(specs.Distinct().ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static bool TryReadSize(string entry, out int hidden, out int vocab)
    {
        string[] parts = entry.Split('x');
        vocab = 0;
        return TryReadNumber(parts[0], out hidden)
            && parts.Length == 2 && TryReadNumber(parts[1], out vocab)
            && KernelSize.IsInRange(hidden, vocab);
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static KernelSpec Describe(int hidden, int vocab) => new(
        KernelSpec.GeneratedNamespace,
        EquatableArray<string>.Empty,
        "internal readonly partial struct",
        $"Rnn{hidden}x{vocab}",
        $"global::{KernelSpec.GeneratedNamespace}.Rnn{hidden}x{vocab}",
        hidden,
        vocab);
}
