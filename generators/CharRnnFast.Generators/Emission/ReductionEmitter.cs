using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>Maxima and lane sums of rows.</summary>
internal static class ReductionEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set)
    {
        EmitRows(writer, "Maxima", "float* maxima", "maxima[row] = Maximum(y, columns);");
        EmitRows(writer, "Sums", "float* sums", "sums[row] = LaneSum(y, columns);");
        EmitOfRow(writer, set);
    }

    private static void EmitRows(CodeWriter writer, string name, string result, string statement) => writer
        .Line(Registers.Optimize)
        .Open($"public static void {name}(float* y, nint stride, nint columns, {result}, int rows)")
        .Nested("for (int row = 0; row < rows; row++, y += stride)", statement)
        .Close()
        .Line();

    private static CodeWriter EmitOfRow(CodeWriter writer, InstructionSet set) => set.Widest.Lanes switch
    {
        16 => writer.Block(MaximumOf256Bits).Block(Avx512).Block(SumOfFour),
        8 => writer.Block(MaximumOf256Bits).Block(Avx2).Block(SumOfFour),
        4 => writer.Block(AdvSimd).Block(SumOfFour),
        _ => writer.Block(Portable).Block(SumOfSixteen),
    };

    private const string MaximumOf256Bits = """
        // Largest element. NaNs may be passed over; they show in the sum.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Maximum(float* row, nint columns)
        {
            Vector256<float> largest = Avx.LoadVector256(row);
            for (nint k = 8; k < columns; k += 8)
                largest = Avx.Max(largest, Avx.LoadVector256(row + k));
            Vector128<float> four = Sse.Max(largest.GetLower(), largest.GetUpper());
            Vector128<float> two = Sse.Max(four, Sse.MoveHighToLow(four, four));
            return Sse.MaxScalar(two, Sse.Shuffle(two, two, 1)).ToScalar();
        }

        """;

    private const string Avx512 = """
        // Lane l of 16 takes the elements whose index is l modulo 16, ascending; the last 8 columns may be half a register.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float LaneSum(float* row, nint columns)
        {
            Vector512<float> lanes = Vector512<float>.Zero;
            nint k = 0;
            for (; k <= columns - 16; k += 16)
                lanes = Avx512F.Add(lanes, Avx512F.LoadVector512(row + k));
            Vector256<float> low = lanes.GetLower();
            if (k < columns)
                low = Avx.Add(low, Avx.LoadVector256(row + k));
            Vector256<float> eight = Avx.Add(low, lanes.GetUpper());
            return SumOfFour(Sse.Add(eight.GetLower(), eight.GetUpper()));
        }
        """;

    private const string Avx2 = """
        // Lane l of 16 takes the elements whose index is l modulo 16, ascending; the last 8 columns may be half of the lanes.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float LaneSum(float* row, nint columns)
        {
            Vector256<float> low = Vector256<float>.Zero, high = Vector256<float>.Zero;
            nint k = 0;
            for (; k <= columns - 16; k += 16)
            {
                low = Avx.Add(low, Avx.LoadVector256(row + k));
                high = Avx.Add(high, Avx.LoadVector256(row + k + 8));
            }
            if (k < columns)
                low = Avx.Add(low, Avx.LoadVector256(row + k));
            Vector256<float> eight = Avx.Add(low, high);
            return SumOfFour(Sse.Add(eight.GetLower(), eight.GetUpper()));
        }
        """;

    private const string AdvSimd = """
        // Largest element. NaNs may be passed over; they show in the sum.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Maximum(float* row, nint columns)
        {
            Vector128<float> largest = AdvSimd.LoadVector128(row);
            for (nint k = 4; k < columns; k += 4)
                largest = AdvSimd.Max(largest, AdvSimd.LoadVector128(row + k));
            return AdvSimd.Arm64.MaxAcross(largest).ToScalar();
        }

        // Lane l of 16 takes the elements whose index is l modulo 16, ascending; the last 8 columns may be half of the lanes.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float LaneSum(float* row, nint columns)
        {
            Vector128<float> s0 = Vector128<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
            nint k = 0;
            for (; k <= columns - 16; k += 16)
            {
                s0 = AdvSimd.Add(s0, AdvSimd.LoadVector128(row + k));
                s1 = AdvSimd.Add(s1, AdvSimd.LoadVector128(row + k + 4));
                s2 = AdvSimd.Add(s2, AdvSimd.LoadVector128(row + k + 8));
                s3 = AdvSimd.Add(s3, AdvSimd.LoadVector128(row + k + 12));
            }
            if (k < columns)
            {
                s0 = AdvSimd.Add(s0, AdvSimd.LoadVector128(row + k));
                s1 = AdvSimd.Add(s1, AdvSimd.LoadVector128(row + k + 4));
            }
            return SumOfFour(AdvSimd.Add(AdvSimd.Add(s0, s2), AdvSimd.Add(s1, s3)));
        }
        """;

    private const string Portable = """
        // Largest element. NaNs may be passed over; they show in the sum.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Maximum(float* row, nint columns)
        {
            float largest = row[0];
            for (nint k = 1; k < columns; k++)
                largest = row[k] > largest ? row[k] : largest;
            return largest;
        }

        // Lane l of 16 takes the elements whose index is l modulo 16, ascending.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float LaneSum(float* row, nint columns)
        {
            float* lanes = stackalloc float[16];
            new Span<float>(lanes, 16).Clear();
            for (nint k = 0; k < columns; k++)
                lanes[k & 15] += row[k];
            return SumOfLanes(lanes);
        }
        """;

    private const string SumOfFour = """

        // The end of a lane sum: s[l] += s[l+2], then s[0] + s[1].
        private static float SumOfFour(Vector128<float> s) => (s[0] + s[2]) + (s[1] + s[3]);

        """;

    private const string SumOfSixteen = """

        // The end of a lane sum: s[l] += s[l+8], s[l] += s[l+4], s[l] += s[l+2], then s[0] + s[1].
        public static float SumOfLanes(float* s)
        {
            for (int half = 8; half >= 1; half /= 2)
                for (int l = 0; l < half; l++)
                    s[l] += s[l + half];
            return s[0];
        }

        """;
}
