using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>What a core can do at most: independent chains of multiply-adds on the widest registers.</summary>
internal static unsafe class FmaPeak<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // 12 chains hide a latency of 4 cycles at 2 a cycle, and 5 at 2; 16 registers hold no more beside the two factors.
    private const int Chains = 12;

    /// <summary>Runs the chains; returns the multiply-adds done.</summary>
    /// <param name="rounds">Trips through the loop, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(int rounds)
    {
        TVector factor = TLanes.Broadcast(0.5f), addend = TLanes.Broadcast(1);
        TVector s0 = addend, s1 = addend, s2 = addend, s3 = addend, s4 = addend, s5 = addend;
        TVector s6 = addend, s7 = addend, s8 = addend, s9 = addend, s10 = addend, s11 = addend;
        for (int round = 0; round < rounds; round++)
        {
            s0 = TLanes.MultiplyAdd(s0, factor, addend);
            s1 = TLanes.MultiplyAdd(s1, factor, addend);
            s2 = TLanes.MultiplyAdd(s2, factor, addend);
            s3 = TLanes.MultiplyAdd(s3, factor, addend);
            s4 = TLanes.MultiplyAdd(s4, factor, addend);
            s5 = TLanes.MultiplyAdd(s5, factor, addend);
            s6 = TLanes.MultiplyAdd(s6, factor, addend);
            s7 = TLanes.MultiplyAdd(s7, factor, addend);
            s8 = TLanes.MultiplyAdd(s8, factor, addend);
            s9 = TLanes.MultiplyAdd(s9, factor, addend);
            s10 = TLanes.MultiplyAdd(s10, factor, addend);
            s11 = TLanes.MultiplyAdd(s11, factor, addend);
        }

        // Reads every chain, so that none can be left out.
        TVector low = TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Add(s4, s5));
        TVector high = TLanes.Add(TLanes.Add(TLanes.Add(s6, s7), TLanes.Add(s8, s9)), TLanes.Add(s10, s11));
        return TLanes.Max(TLanes.Add(low, high)) > 0 ? (long)rounds * Chains * TLanes.Count : 0;
    }
}
