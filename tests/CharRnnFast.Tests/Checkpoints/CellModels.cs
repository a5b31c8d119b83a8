using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Theory data: every cell and optimizer, in one and two layers, with and without dropout; H = 3, V = 4.</summary>
internal sealed class CellModels : TheoryData<ModelShape>
{
    public CellModels()
    {
        foreach (Cell cell in Enum.GetValues<Cell>())
            foreach (int layers in (int[])[1, 2])
                foreach (Optimizer optimizer in Enum.GetValues<Optimizer>())
                    foreach (double dropout in (double[])[0, 0.25])
                        Add(new(3, 4, 2, 2) { Cell = cell, Layers = layers, Optimizer = optimizer, Dropout = dropout });
    }
}
