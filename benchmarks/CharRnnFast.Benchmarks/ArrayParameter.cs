using CharRnnFast.Random;

namespace CharRnnFast.Benchmarks;

/// <summary>Weights, their gradient and their Adagrad memory, each an array of rows.</summary>
internal sealed class ArrayParameter
{
    private readonly float[][] _memory;

    public ArrayParameter(int rows, int columns, ref NormalDistribution normal)
    {
        Weights = Rows(rows, columns);
        Gradient = Rows(rows, columns);
        _memory = Rows(rows, columns);
        foreach (float[] row in Weights)
            foreach (ref float weight in row.AsSpan())
                weight = (float)(0.01 * normal.Next());
    }

    public float[][] Weights { get; }

    public float[][] Gradient { get; }

    public static float[][] Rows(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new float[columns])];

    public void ClearGradient() => Array.ForEach(Gradient, Array.Clear);

    public void Adagrad<TLoops>()
        where TLoops : struct, IVectorLoops
    {
        for (int row = 0; row < Weights.Length; row++)
            TLoops.Adagrad(Weights[row], Gradient[row], _memory[row]);
    }
}
