namespace CharRnnFast.Generators.Model;

/// <summary>The kernels to generate, in source order with those of the build property last, and everything to report.</summary>
internal sealed record KernelSelection(EquatableArray<KernelSpec> Specs, EquatableArray<DiagnosticInfo> Diagnostics);
