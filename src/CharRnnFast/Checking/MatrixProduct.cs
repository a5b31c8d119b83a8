namespace CharRnnFast.Checking;

/// <summary>Products of float64 rows and columns, of which the reference layers are made.</summary>
internal static class MatrixProduct
{
    /// <summary>A matrix of zeros.</summary>
    public static double[][] Zeros(int rows, int columns) => Array.ConvertAll(new double[rows][], _ => new double[columns]);

    /// <summary>sum[row] += sum over columns of matrix[row, column] vector[column].</summary>
    public static void AddTimes(double[] sum, ReadOnlySpan<double[]> matrix, double[] vector)
    {
        for (int row = 0; row < matrix.Length; row++)
            sum[row] += DotProduct.Of(matrix[row], vector);
    }

    /// <summary>sum[column] += sum over rows of matrix[row, column] vector[row].</summary>
    public static void AddTransposedTimes(double[] sum, ReadOnlySpan<double[]> matrix, double[] vector)
    {
        for (int row = 0; row < matrix.Length; row++)
            for (int column = 0; column < sum.Length; column++)
                sum[column] += matrix[row][column] * vector[row];
    }

    /// <summary>sum[row, column] += rows[row] columns[column].</summary>
    public static void AddOuter(ReadOnlySpan<double[]> sum, double[] rows, double[] columns)
    {
        for (int row = 0; row < sum.Length; row++)
            for (int column = 0; column < columns.Length; column++)
                sum[row][column] += rows[row] * columns[column];
    }

    /// <summary>sum[i] += terms[i].</summary>
    public static void Add(double[] sum, double[] terms)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += terms[i];
    }
}
