using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>Transposed copies of weights, in blocks that fit the registers: 8 x 8, 4 x 4, or single elements.</summary>
internal static unsafe class Transposition<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // As many rows at a time: as many pages, and the lines that two blocks share, stay near.
    private const int RowsAtOnce = 64;

    private static int Block
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Count > 8 ? 8 : TLanes.Count;
    }

    /// <summary>destination[c, r] = source[r, c]; both have whole blocks, zeros where the matrix ends within one.</summary>
    public static void Copy(float* source, nint sourceStride, float* destination, nint destinationStride, nint rows, nint columns)
    {
        for (nint top = 0; top < rows; top += RowsAtOnce)
            for (nint c = 0; c < columns; c += Block)
                CopyColumns(
                    source + (top * sourceStride) + c, sourceStride,
                    destination + (c * destinationStride) + top, destinationStride, Math.Min(RowsAtOnce, rows - top));
    }

    // A block's columns down some rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyColumns(float* s, nint n, float* d, nint m, nint rows)
    {
        for (; rows > 0; rows -= Block, s += Block * n, d += Block)
        {
            if (Block == 8)
                CopyEight(s, n, d, m);
            else if (Block == 4)
                CopyFour(s, n, d, m);
            else
                *d = *s;
        }
    }

    // Rows r and r+4 share a register: after two rounds of unpacking, each holds a column. All loads come before the stores, for all the
    // compiler knows could change what they read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyEight(float* s, nint n, float* d, nint m)
    {
        Vector256<float> a0 = Pair(s, 4 * n), a1 = Pair(s + n, 4 * n), a2 = Pair(s + (2 * n), 4 * n), a3 = Pair(s + (3 * n), 4 * n);
        Vector256<float> b0 = Pair(s + 4, 4 * n), b1 = Pair(s + n + 4, 4 * n);
        Vector256<float> b2 = Pair(s + (2 * n) + 4, 4 * n), b3 = Pair(s + (3 * n) + 4, 4 * n);
        StoreColumns(d, m, a0, a1, a2, a3);
        StoreColumns(d + (4 * m), m, b0, b1, b2, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumns(float* d, nint m, Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
    {
        Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
        Avx.Store(d, Avx.UnpackLow(low01, low23).AsSingle());
        Avx.Store(d + m, Avx.UnpackHigh(low01, low23).AsSingle());
        Avx.Store(d + (2 * m), Avx.UnpackLow(high01, high23).AsSingle());
        Avx.Store(d + (3 * m), Avx.UnpackHigh(high01, high23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, nint toHigh) =>
        Avx.InsertVector128(Sse.LoadVector128(low).ToVector256Unsafe(), Sse.LoadVector128(low + toHigh), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyFour(float* s, nint n, float* d, nint m)
    {
        Vector128<float> r0 = AdvSimd.LoadVector128(s), r1 = AdvSimd.LoadVector128(s + n);
        Vector128<float> r2 = AdvSimd.LoadVector128(s + (2 * n)), r3 = AdvSimd.LoadVector128(s + (3 * n));
        Vector128<double> low01 = AdvSimd.Arm64.ZipLow(r0, r1).AsDouble(), high01 = AdvSimd.Arm64.ZipHigh(r0, r1).AsDouble();
        Vector128<double> low23 = AdvSimd.Arm64.ZipLow(r2, r3).AsDouble(), high23 = AdvSimd.Arm64.ZipHigh(r2, r3).AsDouble();
        AdvSimd.Store(d, AdvSimd.Arm64.ZipLow(low01, low23).AsSingle());
        AdvSimd.Store(d + m, AdvSimd.Arm64.ZipHigh(low01, low23).AsSingle());
        AdvSimd.Store(d + (2 * m), AdvSimd.Arm64.ZipLow(high01, high23).AsSingle());
        AdvSimd.Store(d + (3 * m), AdvSimd.Arm64.ZipHigh(high01, high23).AsSingle());
    }
}
