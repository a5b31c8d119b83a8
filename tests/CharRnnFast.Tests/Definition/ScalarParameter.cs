using CharRnnFast.Model;

namespace CharRnnFast.Tests.Definition;

/// <summary>A trained tensor with its optimizer's memory, row by row as in files; a bias has a row for each gate.</summary>
internal sealed class ScalarParameter(int rows, int columns)
{
    public float[][] Values { get; } = Matrix(rows, columns);

    public float[][] Memory { get; } = Matrix(rows, columns);

    public float[][] SecondMemory { get; } = Matrix(rows, columns);

    /// <summary>Clips each element's gradient and gives it to the optimizer.</summary>
    public void Update(ScalarOptimizer optimizer, Func<int, int, float> gradient)
    {
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                optimizer.Update(
                    gradient(row, column), ref Values[row][column], ref Memory[row][column], ref SecondMemory[row][column]);
    }

    /// <summary>The values, or what the optimizer keeps of them.</summary>
    /// <param name="memory">As <see cref="ModelTensor.Memory"/>.</param>
    public float[][] Of(int memory) => memory switch
    {
        0 => Values,
        1 => Memory,
        _ => SecondMemory,
    };

    private static float[][] Matrix(int rows, int columns) => Array.ConvertAll(new float[rows][], _ => new float[columns]);
}
