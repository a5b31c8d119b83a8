using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CharRnnFast.Kernels;
using CharRnnFast.Numerics;
using CharRnnFast.Random;
using Xunit;
using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Tests.Numerics;

/// <summary>Every lanes type equals the scalar one bit for bit.</summary>
public sealed class LanesTests
{
    private static readonly float[] Special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 1f, -1f, 9.02f, -9.02f, -87.33654f, -87.33655f, -88f, -103f, -1e30f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        BitConverter.UInt32BitsToSingle(0x7FC12345),
    ];

    [FactOn(InstructionSet.Avx512)]
    public void SixteenLanesEqualOne() => AssertEqualsScalar<Lanes16, Vector512<float>>();

    [FactOn(InstructionSet.Avx2)]
    public void EightLanesEqualOne() => AssertEqualsScalar<Lanes8, Vector256<float>>();

    [FactOn(InstructionSet.AdvSimd)]
    public void FourLanesEqualOne() => AssertEqualsScalar<Lanes4, Vector128<float>>();

    [Fact]
    public void MinAndMaxPassNaN()
    {
        Assert.True(float.IsNaN(Lanes1.Min(5, float.NaN)));
        Assert.True(float.IsNaN(Lanes1.Max(-5, float.NaN)));
        Assert.Equal(5, Lanes1.Min(5, float.PositiveInfinity));
        Assert.Equal(-5, Lanes1.Max(-5, float.NegativeInfinity));
    }

    private static void AssertEqualsScalar<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        float[] a = Inputs(seed: 1);
        float[] b = Inputs(seed: 2);
        float[] c = Inputs(seed: 3);
        AssertSame<TVector>("+", TLanes.Add, Lanes1.Add, a, b);
        AssertSame<TVector>("-", TLanes.Subtract, Lanes1.Subtract, a, b);
        AssertSame<TVector>("*", TLanes.Multiply, Lanes1.Multiply, a, b);
        AssertSame<TVector>("/", TLanes.Divide, Lanes1.Divide, a, b);
        AssertSame<TVector>("sqrt", (x, _) => TLanes.SquareRoot(x), (x, _) => Lanes1.SquareRoot(x), a, b);
        AssertSame<TVector>("min", (x, _) => TLanes.Min(TLanes.Broadcast(5), x), (x, _) => Lanes1.Min(5, x), a, b);
        AssertSame<TVector>("max", (x, _) => TLanes.Max(TLanes.Broadcast(-5), x), (x, _) => Lanes1.Max(-5, x), a, b);
        AssertSame<TVector>("shift", (x, _) => TLanes.ShiftLeftBits(x, 23), (x, _) => Lanes1.ShiftLeftBits(x, 23), a, b);
        TVector bound = TLanes.Broadcast(-1);
        AssertSame<TVector>("zero", (x, y) => TLanes.ZeroWhereLess(x, y, bound), (x, y) => Lanes1.ZeroWhereLess(x, y, -1), a, b);
        AssertSame<TVector>("tanh", (x, _) => Tanh<TLanes, TVector>(x), (x, _) => Tanh<Lanes1, float>(x), a, b);
        AssertSame<TVector>("exp", (x, _) => Exp<TLanes, TVector>(x), (x, _) => Exp<Lanes1, float>(x), a, b);
        AssertMultiplyAdd<TLanes, TVector>(a, b, c);
        Assert.Equal(TLanes.Count, Unsafe.SizeOf<TVector>() / sizeof(float));
    }

    private static void AssertMultiplyAdd<TLanes, TVector>(float[] a, float[] b, float[] c)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        float[] result = new float[a.Length];
        Span<TVector> vectors = MemoryMarshal.Cast<float, TVector>(result.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = TLanes.MultiplyAdd(VectorAt<TVector>(a, i), VectorAt<TVector>(b, i), VectorAt<TVector>(c, i));

        AssertSameBits("fma", [.. a.Select((x, i) => Lanes1.MultiplyAdd(x, b[i], c[i]))], result, a);
    }

    private static void AssertSame<TVector>(
        string name, Func<TVector, TVector, TVector> wide, Func<float, float, float> scalar, float[] a, float[] b)
        where TVector : struct
    {
        float[] result = new float[a.Length];
        Span<TVector> vectors = MemoryMarshal.Cast<float, TVector>(result.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = wide(VectorAt<TVector>(a, i), VectorAt<TVector>(b, i));

        AssertSameBits(name, [.. a.Select((x, i) => scalar(x, b[i]))], result, a);
    }

    private static TVector VectorAt<TVector>(float[] values, int index)
        where TVector : struct => MemoryMarshal.Cast<float, TVector>(values)[index];

    // Which of two NaN operands' bits survive is the machine's choice, so any NaN equals any other.
    private static void AssertSameBits(string name, float[] expected, float[] actual, float[] inputs)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            bool bothNaN = float.IsNaN(expected[i]) && float.IsNaN(actual[i]);
            Assert.True(same || bothNaN, $"{name} of {inputs[i]:R}: {expected[i]:R}, not {actual[i]:R}");
        }
    }

    // Special values in a shuffled order, uniform numbers in [-20, 20), and arbitrary bit patterns; whole registers of every width.
    private static float[] Inputs(ulong seed)
    {
        Xoshiro256StarStar random = new(seed);
        float[] inputs = new float[32768];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (i % 3) switch
            {
                0 => Special[(int)(random.Next() % (ulong)Special.Length)],
                1 => (float)((random.Uniform() * 40) - 20),
                _ => BitConverter.UInt32BitsToSingle((uint)random.Next()),
            };
        }

        return inputs;
    }
}
