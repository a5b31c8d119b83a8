using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>The transposition of weights, in blocks that fit the registers.</summary>
internal static class TransposeEmitter
{
    public static void Emit(CodeWriter writer, InstructionSet set)
    {
        int block = set.TransposeBlock;
        writer.Block($$"""
            // destination[c, r] = source[r, c] in blocks of {{block}} x {{block}}; both have whole blocks, zeros where the matrix ends within one.
            public static void Transpose(float* source, nint sourceStride, float* destination, nint destinationStride, nint rows, nint columns)
            {
                // 64 rows at a time: as many pages, and the lines that two blocks share, stay near.
                for (nint top = 0; top < rows; top += 64)
                    for (nint c = 0; c < columns; c += {{block}})
                        TransposeColumns(
                            source + (top * sourceStride) + c, sourceStride,
                            destination + (c * destinationStride) + top, 2 * destinationStride,
                            destination + ((c + 1) * destinationStride) + top, 2 * destinationStride,
                            Math.Min(64, rows - top));
            }

            // {{block}} columns down some rows, n floats apart, to rows of which the even and the odd ones lie apart.
            {{Registers.Optimize}}
            public static void TransposeColumns(float* s, nint n, float* even, nint evenStep, float* odd, nint oddStep, nint rows)
            {
                for (; rows > 0; rows -= {{block}}, s += {{block}} * n, even += {{block}}, odd += {{block}})
                    TransposeBlock(s, n, even, evenStep, odd, oddStep);
            }

            """)
            .Block(block switch { 8 => EightByEight, 4 => FourByFour, _ => OneByOne });
    }

    private const string EightByEight = """
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void TransposeBlock(float* s, nint n, float* even, nint evenStep, float* odd, nint oddStep)
        {
            // Rows r and r+4 share a register: after two rounds of unpacking, each holds a column.
            Vector256<float> a0 = Pair(s, 4 * n), a1 = Pair(s + n, 4 * n), a2 = Pair(s + (2 * n), 4 * n), a3 = Pair(s + (3 * n), 4 * n);
            Vector256<float> b0 = Pair(s + 4, 4 * n), b1 = Pair(s + n + 4, 4 * n), b2 = Pair(s + (2 * n) + 4, 4 * n), b3 = Pair(s + (3 * n) + 4, 4 * n);
            StoreColumns(even, evenStep, odd, oddStep, a0, a1, a2, a3);
            StoreColumns(even + (2 * evenStep), evenStep, odd + (2 * oddStep), oddStep, b0, b1, b2, b3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Pair(float* low, nint toHigh) =>
            Avx.InsertVector128(Sse.LoadVector128(low).ToVector256Unsafe(), Sse.LoadVector128(low + toHigh), 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void StoreColumns(
            float* even, nint evenStep, float* odd, nint oddStep, Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
        {
            Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            Avx.Store(even, Avx.UnpackLow(low01, low23).AsSingle());
            Avx.Store(odd, Avx.UnpackHigh(low01, low23).AsSingle());
            Avx.Store(even + evenStep, Avx.UnpackLow(high01, high23).AsSingle());
            Avx.Store(odd + oddStep, Avx.UnpackHigh(high01, high23).AsSingle());
        }

        """;

    private const string FourByFour = """
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void TransposeBlock(float* s, nint n, float* even, nint evenStep, float* odd, nint oddStep)
        {
            Vector128<float> r0 = AdvSimd.LoadVector128(s), r1 = AdvSimd.LoadVector128(s + n);
            Vector128<float> r2 = AdvSimd.LoadVector128(s + (2 * n)), r3 = AdvSimd.LoadVector128(s + (3 * n));
            Vector128<double> low01 = AdvSimd.Arm64.ZipLow(r0, r1).AsDouble(), high01 = AdvSimd.Arm64.ZipHigh(r0, r1).AsDouble();
            Vector128<double> low23 = AdvSimd.Arm64.ZipLow(r2, r3).AsDouble(), high23 = AdvSimd.Arm64.ZipHigh(r2, r3).AsDouble();
            AdvSimd.Store(even, AdvSimd.Arm64.ZipLow(low01, low23).AsSingle());
            AdvSimd.Store(odd, AdvSimd.Arm64.ZipHigh(low01, low23).AsSingle());
            AdvSimd.Store(even + evenStep, AdvSimd.Arm64.ZipLow(high01, high23).AsSingle());
            AdvSimd.Store(odd + oddStep, AdvSimd.Arm64.ZipHigh(high01, high23).AsSingle());
        }

        """;

    private const string OneByOne = """
        private static void TransposeBlock(float* s, nint n, float* even, nint evenStep, float* odd, nint oddStep) => *even = *s;

        """;
}
