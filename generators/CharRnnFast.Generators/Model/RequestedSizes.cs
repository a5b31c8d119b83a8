namespace CharRnnFast.Generators.Model;

/// <summary>What a file's attributes or the build property ask for, and what is wrong with the rest.</summary>
internal sealed record RequestedSizes(EquatableArray<KernelSize> Sizes, EquatableArray<DiagnosticInfo> Diagnostics);
