using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>The ends of the lane sums of several rows at once, each row's lanes in a register, and what the backward recurrence does with them.</summary>
internal static class LaneSumsEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set)
    {
        if (set.IsVector)
            writer.Block(set.Widest.Lanes == 4 ? FourRows : EightRows);
    }

    private const string EightRows = """
        // s[l] += s[l+4], s[l] += s[l+2], s[0] + s[1] for eight rows, in the order of the rows.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> LaneSums(
            Vector256<float> q0, Vector256<float> q1, Vector256<float> q2, Vector256<float> q3,
            Vector256<float> q4, Vector256<float> q5, Vector256<float> q6, Vector256<float> q7)
        {
            // Rows r and r+4 share a register, then four rows do, then eight.
            Vector256<float> p0 = Avx.Add(Avx.Permute2x128(q0, q4, 0x20), Avx.Permute2x128(q0, q4, 0x31));
            Vector256<float> p1 = Avx.Add(Avx.Permute2x128(q1, q5, 0x20), Avx.Permute2x128(q1, q5, 0x31));
            Vector256<float> p2 = Avx.Add(Avx.Permute2x128(q2, q6, 0x20), Avx.Permute2x128(q2, q6, 0x31));
            Vector256<float> p3 = Avx.Add(Avx.Permute2x128(q3, q7, 0x20), Avx.Permute2x128(q3, q7, 0x31));
            Vector256<float> u0 = Avx.Add(
                Avx.UnpackLow(p0.AsDouble(), p1.AsDouble()).AsSingle(), Avx.UnpackHigh(p0.AsDouble(), p1.AsDouble()).AsSingle());
            Vector256<float> u1 = Avx.Add(
                Avx.UnpackLow(p2.AsDouble(), p3.AsDouble()).AsSingle(), Avx.UnpackHigh(p2.AsDouble(), p3.AsDouble()).AsSingle());
            return Avx.Add(Avx.Shuffle(u0, u1, 0x88), Avx.Shuffle(u0, u1, 0xDD));
        }

        // da = (1 - h*h) * (outputs + time) for eight units.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void ActivationGradients(Vector256<float> time, float* h, float* outputs, float* da)
        {
            Vector256<float> state = Avx.LoadVector256(h);
            Vector256<float> slope = Fma.MultiplyAddNegated(state, state, Vector256.Create(1f));
            Avx.Store(da, Avx.Multiply(slope, Avx.Add(Avx.LoadVector256(outputs), time)));
        }

        """;

    private const string FourRows = """
        // s[l] += s[l+2], s[0] + s[1] for four rows, in the order of the rows.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> LaneSums(Vector128<float> q0, Vector128<float> q1, Vector128<float> q2, Vector128<float> q3)
        {
            // Two rows share a register, then four.
            Vector128<float> p0 = AdvSimd.Add(
                AdvSimd.Arm64.ZipLow(q0.AsDouble(), q1.AsDouble()).AsSingle(), AdvSimd.Arm64.ZipHigh(q0.AsDouble(), q1.AsDouble()).AsSingle());
            Vector128<float> p1 = AdvSimd.Add(
                AdvSimd.Arm64.ZipLow(q2.AsDouble(), q3.AsDouble()).AsSingle(), AdvSimd.Arm64.ZipHigh(q2.AsDouble(), q3.AsDouble()).AsSingle());
            return AdvSimd.Arm64.AddPairwise(p0, p1);
        }

        // da = (1 - h*h) * (outputs + time) for four units.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void ActivationGradients(Vector128<float> time, float* h, float* outputs, float* da)
        {
            Vector128<float> state = AdvSimd.LoadVector128(h);
            Vector128<float> slope = AdvSimd.FusedMultiplySubtract(Vector128.Create(1f), state, state);
            AdvSimd.Store(da, AdvSimd.Multiply(slope, AdvSimd.Add(AdvSimd.LoadVector128(outputs), time)));
        }

        """;
}
