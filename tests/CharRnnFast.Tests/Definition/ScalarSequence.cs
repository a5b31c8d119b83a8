namespace CharRnnFast.Tests.Definition;

/// <summary>What a layer computed over the steps of one stream.</summary>
/// <param name="hidden">h before the first step.</param>
/// <param name="cell">c before the first step.</param>
internal sealed class ScalarSequence(float[] hidden, float[] cell)
{
    /// <summary>States before the first step, then after each.</summary>
    public List<float[]> Hidden { get; } = [hidden];

    /// <inheritdoc cref="Hidden"/>
    public List<float[]> Cells { get; } = [cell];

    /// <summary>tanh of the cell states after each step.</summary>
    public List<float[]> TanhCells { get; } = [];

    /// <summary>[T][gates][H].</summary>
    public List<float[][]> Gates { get; } = [];

    /// <summary>What is passed up, [T][H]: the hidden states, or what dropout leaves of them.</summary>
    public float[][] Outputs { get; set; } = [];

    public void Add(float[][] gates, float[] hidden, float[] cell, float[] tanhCell)
    {
        Gates.Add(gates);
        Hidden.Add(hidden);
        Cells.Add(cell);
        TanhCells.Add(tanhCell);
    }
}
