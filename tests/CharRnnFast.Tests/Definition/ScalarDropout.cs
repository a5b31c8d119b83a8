namespace CharRnnFast.Tests.Definition;

/// <summary>
/// The factors of dropout: a SplitMix64 generator for each row of a layer's outputs, started from a key of seed, iteration, layer, t and
/// stream; 16 bits of it for each unit.
/// </summary>
internal sealed class ScalarDropout(double probability, ulong seed)
{
    public float[] Factors(long iteration, int layer, int t, int stream, int units)
    {
        ulong step = Mix(Mix(seed) ^ (ulong)iteration);
        ulong state = Mix(step ^ (((ulong)layer << 32) + ((ulong)t << 16) + (ulong)stream));
        ulong[] words = [.. Enumerable.Range(1, (units + 3) / 4).Select(i => Mix(state + ((ulong)(i - 1) * Golden)))];
        float[] factors = new float[units];
        for (int u = 0; u < units; u++)
        {
            ulong bits = (words[u / 4] >> (16 * (u % 4))) & 0xFFFF;
            factors[u] = bits >= Math.Round(65536 * probability) ? (float)(1 / (1 - probability)) : 0;
        }

        return factors;
    }

    private const ulong Golden = 0x9E3779B97F4A7C15;

    // SplitMix64's first number from a state.
    private static ulong Mix(ulong state)
    {
        ulong z = state + Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
