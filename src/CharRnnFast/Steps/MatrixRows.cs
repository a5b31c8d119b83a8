using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>Some rows of one of a model's matrices.</summary>
/// <param name="Matrix">Its index.</param>
/// <param name="Begin">The first row, a multiple of 8.</param>
/// <param name="End">The row after the last.</param>
internal readonly record struct MatrixRows(int Matrix, int Begin, int End)
{
    // Rows that the transpositions take at once.
    private const int BlockRows = 8;

    // What an update takes (H = 100, V = 65, T = 25: 1.2 us for the 65 rows of Wxh and the biases, and 0.07 a row of a matrix).
    // Only Adagrad leaves out the symbols that do not occur.
    private const int CostOfRow = 4;
    private const int CostOfSymbol = 1;

    /// <summary>The rows of parts [first, end), if all rows are cut into parts that take equally long.</summary>
    /// <param name="matrices">The matrices.</param>
    /// <param name="isTaken">Which of them are divided.</param>
    /// <param name="first">First part, from 0.</param>
    /// <param name="end">The part after the last.</param>
    /// <param name="parts">Into how many parts all are divided.</param>
    public static MatrixRows[] Share(WeightMatrix[] matrices, Func<TensorRole, bool> isTaken, int first, int end, int parts)
    {
        long total = 0, cost = 0;
        foreach (WeightMatrix w in matrices)
            if (isTaken(w.Role)) total += CostOf(w) * w.Rows;
        long from = total * first / parts, to = total * end / parts;
        List<MatrixRows> share = [];
        for (int i = 0; i < matrices.Length; i++)
        {
            if (!isTaken(matrices[i].Role)) continue;
            int rows = matrices[i].Rows, begin = RowAt(from - cost), last = RowAt(to - cost);
            if (begin < last) share.Add(new(i, begin, last));
            cost += CostOf(matrices[i]) * rows;

            // Each block belongs to the part in which it begins.
            int RowAt(long offset) =>
                (int)Math.Clamp((offset + (CostOf(matrices[i]) * BlockRows) - 1) / (CostOf(matrices[i]) * BlockRows) * BlockRows, 0, rows);
        }

        return [.. share];
    }

    private static int CostOf(in WeightMatrix w) => w.IsBySymbol ? CostOfSymbol : CostOfRow;
}
