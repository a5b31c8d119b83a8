using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators.Diagnostics;

/// <summary>
/// Everything the generator reports. An id is never used again for something else: CRF001 to CRF005, CRF007 and CRF011 were faults of
/// structs that the generator no longer adds to.
/// </summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "CRF006", "Kernel size is out of range", "Kernel size {0}x{1} is out of range: hidden is 1 to 1024, vocab is 2 to 8192");

    public static readonly DiagnosticDescriptor MalformedProperty = Error(
        "CRF008", "Build property RnnKernels is malformed",
        "'{0}' in the build property RnnKernels is not a kernel size: write HIDDENxVOCAB with hidden 1 to 1024 and vocab 2 to 8192, "
        + "several of them joined by +, such as 137x80+640x256");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = Error(
        "CRF009", "Unsafe code is not allowed",
        "Generated kernels use pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor LanguageVersionTooOld = Error(
        "CRF010", "C# version is too old",
        "Generated kernels need C# {0} or later, this project compiles as C# {1}; set <LangVersion> in the project file");

    public static readonly DiagnosticDescriptor AddsNothing = Create(
        "CRF012", "Kernel size adds no width",
        "Kernel size {0}x{1} adds nothing: hidden width {2} and vocabulary width {3}, which it would run on, are compiled in already",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor PropsNotImported = Create(
        "CRF013", "CharRnnFast.props is not imported",
        "The build property RnnKernels is not visible to the generator, so that a size given there has no effect; "
        + "import CharRnnFast.props in the project file",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "CharRnnFast", severity, isEnabledByDefault: true);
}
