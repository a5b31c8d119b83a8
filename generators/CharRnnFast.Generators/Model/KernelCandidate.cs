namespace CharRnnFast.Generators.Model;

/// <summary>What one use of the attribute gave: a kernel, or what is wrong with it, or nothing where the compiler itself reports an error.</summary>
/// <param name="Spec">Null where no kernel can be generated.</param>
/// <param name="Location">The attribute, for faults that only the whole project shows.</param>
/// <param name="Diagnostics">Faults that the declaration alone shows.</param>
internal sealed record KernelCandidate(KernelSpec? Spec, LocationInfo Location, EquatableArray<DiagnosticInfo> Diagnostics);
