namespace CharRnnFast.Generators.Model;

/// <summary>One kernel to generate: the struct it goes into, as text for the emitters, and its size.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Declarations to open around the struct, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Keywords">What stands before the struct's name: <c>partial struct</c>, <c>internal readonly partial struct</c>.</param>
/// <param name="Name">The struct's name.</param>
/// <param name="QualifiedName">How any file refers to the struct: <c>global::Space.Outer.Rnn100x65</c>.</param>
/// <param name="Hidden">Largest hidden size H the kernel holds, 1 to 1024.</param>
/// <param name="Vocab">Largest vocabulary size V the kernel holds, 2 to 1024.</param>
internal sealed record KernelSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Keywords,
    string Name,
    string QualifiedName,
    int Hidden,
    int Vocab)
{
    /// <summary>Namespace of the kernels of the build property, and of the routines that kernels share.</summary>
    public const string GeneratedNamespace = "CharRnnFast.Kernels.Generated";

    /// <summary>File name of the kernel's source. Sizes are distinct within a project, so file names are too.</summary>
    public string HintName => $"Kernel{Hidden}x{Vocab}.g.cs";
}
