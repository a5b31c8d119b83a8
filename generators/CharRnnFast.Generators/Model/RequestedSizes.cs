namespace CharRnnFast.Generators.Model;

/// <summary>What the build property asks for.</summary>
internal sealed record RequestedSizes(EquatableArray<KernelSpec> Specs, EquatableArray<DiagnosticInfo> Diagnostics);
