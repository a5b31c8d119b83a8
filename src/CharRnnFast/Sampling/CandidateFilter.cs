namespace CharRnnFast.Sampling;

/// <summary>
/// Leaves of a distribution its most likely symbols: top-k, then of what is left top-p. Symbols rank by their logits, in which float32
/// tells apart what it may round to one probability, and equal ones by index. Allocates nothing after construction.
/// </summary>
/// <param name="vocabSize">V.</param>
internal sealed class CandidateFilter(int vocabSize)
{
    // A heap of the symbols not ranked yet, the most likely at its root; after it those ranked, the first of them last. The few that are
    // kept are known without sorting the others.
    private readonly ulong[] _keys = new ulong[vocabSize];
    private readonly float[] _probabilities = new float[vocabSize];
    private int _heapLength;

    /// <summary>Symbols kept, 1 or more; 0: all.</summary>
    public int TopK { get; set; }

    /// <summary>Share of the probability that the smallest set of symbols kept has to reach, over 0 up to 1; 1: all.</summary>
    public double TopP { get; set; } = 1;

    /// <summary>Whether every symbol is kept.</summary>
    public bool KeepsAll => TopP >= 1 && (TopK == 0 || TopK >= vocabSize);

    /// <summary>Takes the logits that the symbols rank by.</summary>
    /// <param name="logits">V logits, at any temperature over 0.</param>
    public void Rank(ReadOnlySpan<float> logits)
    {
        for (int v = 0; v < logits.Length; v++)
            _keys[v] = ((ulong)Descending(logits[v]) << 32) | (uint)v;
        _heapLength = logits.Length;
        for (int node = (_heapLength / 2) - 1; node >= 0; node--)
            SiftDown(node);
    }

    /// <summary>
    /// Sets the probability of every symbol that is not kept to 0; the others stay as they are, for the caller to renormalise.
    /// </summary>
    /// <param name="probabilities">V probabilities of the symbols ranked last.</param>
    public void Apply(Span<float> probabilities)
    {
        probabilities.CopyTo(_probabilities);
        probabilities.Clear();
        int most = TopK == 0 ? vocabSize : Math.Min(TopK, vocabSize);
        double wanted = TopP < 1 ? TopP * Total(most) : double.PositiveInfinity;
        double reached = 0;
        for (int rank = 0; rank < most && (rank == 0 || reached < wanted); rank++)
        {
            int symbol = SymbolAt(rank);
            probabilities[symbol] = _probabilities[symbol];
            reached += _probabilities[symbol];
        }
    }

    private double Total(int most)
    {
        double total = 0;
        if (most == vocabSize)
        {
            foreach (float probability in _probabilities)
                total += probability;
            return total;
        }

        for (int rank = 0; rank < most; rank++)
            total += _probabilities[SymbolAt(rank)];
        return total;
    }

    private int SymbolAt(int rank)
    {
        for (; vocabSize - _heapLength <= rank; SiftDown(0))
        {
            _heapLength--;
            (_keys[0], _keys[_heapLength]) = (_keys[_heapLength], _keys[0]);
        }

        return (int)(uint)_keys[vocabSize - 1 - rank];
    }

    // The bits of numbers have the numbers' order, here largest first, once negative ones are turned round; -0 is 0.
    private static uint Descending(float logit)
    {
        uint bits = BitConverter.SingleToUInt32Bits(logit + 0f);
        return bits > int.MaxValue ? bits : int.MaxValue - bits;
    }

    private void SiftDown(int node)
    {
        ulong key = _keys[node];
        for (int child; (child = (2 * node) + 1) < _heapLength; node = child)
        {
            if (child + 1 < _heapLength && _keys[child + 1] < _keys[child])
                child++;
            if (_keys[child] >= key)
                break;
            _keys[node] = _keys[child];
        }

        _keys[node] = key;
    }
}
