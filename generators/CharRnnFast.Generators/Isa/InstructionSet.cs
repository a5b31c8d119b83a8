using System.Collections.Immutable;

namespace CharRnnFast.Generators.Isa;

/// <summary>An instruction set, as data: planner and emitters consult it and decide nothing about it.</summary>
internal sealed class InstructionSet(
    string name, int registers, string isSupported, ImmutableArray<DivisionCost> divisions, params VectorShape[] vectors)
{
    private static readonly VectorShape Lanes16 = new(
        16, "Vector512<float>", "Lanes16",
        "Avx512F.LoadVector512({0})", "Avx512F.Store({0}, {1});", "Avx512F.FusedMultiplyAdd({0}, {1}, {2})", "Vector512.Create(*{0})");

    private static readonly VectorShape Lanes8 = new(
        8, "Vector256<float>", "Lanes8",
        "Avx.LoadVector256({0})", "Avx.Store({0}, {1});", "Fma.MultiplyAdd({0}, {1}, {2})", "Avx.BroadcastScalarToVector256({0})");

    private static readonly VectorShape Lanes4 = new(
        4, "Vector128<float>", "Lanes4",
        "AdvSimd.LoadVector128({0})", "AdvSimd.Store({0}, {1});", "AdvSimd.FusedMultiplyAdd({2}, {0}, {1})",
        "AdvSimd.LoadAndReplicateToVector128({0})");

    private static readonly VectorShape Lanes1 = new(1, "float", "Lanes1", "", "", "", "");

    // Zen 4: 8 cycles for 8 elements, 16 multiply-adds a cycle in either register. Zen 5: 7 cycles for a register of 8 or of 16, and two
    // registers of multiply-adds a cycle; 14 in place of 16 makes no difference there (0.997 to 1.003 of an update at H = 16 and 100).
    private static readonly ImmutableArray<DivisionCost> Zen = [new("Zen 4", 16), new("Zen 5", 14)];

    public static InstructionSet Avx512 { get; } = new(
        "Avx512", 32, "X86.Avx512F.IsSupported && X86.Avx512F.VL.IsSupported && X86.Avx512DQ.IsSupported && X86.Fma.IsSupported",
        Zen, Lanes16, Lanes8);

    public static InstructionSet Avx2 { get; } = new("Avx2", 16, "X86.Avx2.IsSupported && X86.Fma.IsSupported", Zen, Lanes8);

    public static InstructionSet AdvSimd { get; } = new("AdvSimd", 32, "Arm.AdvSimd.Arm64.IsSupported", [new("assumed", 16)], Lanes4);

    public static InstructionSet Portable { get; } = new("Portable", 0, "true", [], Lanes1);

    /// <summary>The sets that routines are generated for, in the order in which the table tries them.</summary>
    public static ImmutableArray<InstructionSet> Vector { get; } = [Avx512, Avx2, AdvSimd];

    /// <summary>All sets, the one of handwritten scalar code last.</summary>
    public static ImmutableArray<InstructionSet> All { get; } = [.. Vector, Portable];

    /// <summary>Its .NET name, part of type names.</summary>
    public string Name { get; } = name;

    /// <summary>Vector registers; 0 for scalar code, which is not generated.</summary>
    public int Registers { get; } = registers;

    /// <summary>C# condition, a constant for the JIT and native compiler; X86 and Arm are the namespaces of intrinsics.</summary>
    public string IsSupported { get; } = isSupported;

    /// <summary>Its register widths, widest first.</summary>
    public ImmutableArray<VectorShape> Vectors { get; } = [.. vectors];

    public VectorShape Widest => Vectors[0];

    /// <summary>
    /// Multiply-adds of an element between two divisions. One executable serves all kinds of processors, so it is the highest cost: with
    /// more multiply-adds than needed the divider idles, with fewer they wait for it.
    /// </summary>
    public int MultiplyAddsPerDivision => divisions.Max(division => division.MultiplyAdds);

    /// <summary>The register width with a number of lanes.</summary>
    public VectorShape WithLanes(int lanes) => Vectors.First(shape => shape.Lanes == lanes);
}
