using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators.Diagnostics;

/// <summary>Everything the generator reports. An id is never used again for something else.</summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CRF001", "Kernel struct is not partial", "'{0}' must be partial, so that the generator can add its kernels");

    public static readonly DiagnosticDescriptor NotAStruct = Error(
        "CRF002", "Kernel type is not a struct", "'{0}' must be a struct to hold kernels");

    public static readonly DiagnosticDescriptor Generic = Error(
        "CRF003", "Kernel struct is generic", "'{0}' must not be generic: its size is all that varies, and the attribute gives that");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Error(
        "CRF004", "Type around a kernel struct is not partial", "'{0}' must be partial, so that the generator can add to '{1}' in it");

    public static readonly DiagnosticDescriptor NotAccessible = Error(
        "CRF005",
        "Kernel struct is hidden from the kernel table",
        "'{0}' must be internal or public, with all types around it, so that the kernel table can name it");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "CRF006", "Kernel size is out of range", "Kernel size {0}x{1} is out of range: hidden is 1 to 1024, vocab is 2 to 1024");

    public static readonly DiagnosticDescriptor DuplicateSize = Error(
        "CRF007", "Kernel size is given twice", "Kernel size {0}x{1} of '{2}' is already that of '{3}'");

    public static readonly DiagnosticDescriptor MalformedProperty = Error(
        "CRF008",
        "Build property RnnKernels is malformed",
        "'{0}' in the build property RnnKernels is not a kernel size: write HIDDENxVOCAB with hidden 1 to 1024 and vocab 2 to 1024, "
        + "several of them joined by +, such as 137x80+640x256");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = Error(
        "CRF009",
        "Unsafe code is not allowed",
        "Generated kernels use pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor LanguageVersionTooOld = Error(
        "CRF010",
        "C# version is too old",
        "Generated kernels need C# {0} or later, this project compiles as C# {1}; set <LangVersion> in the project file");

    public static readonly DiagnosticDescriptor NamedLikeAnInstructionSet = Error(
        "CRF011", "Kernel struct is named like an instruction set", "'{0}' needs another name: the generator adds a type of that name to it");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "CharRnnFast", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
