namespace CharRnnFast.Model;

/// <summary>What a tensor is for. H hidden, V vocabulary, G gates of the cell, L layers, B streams.</summary>
public enum TensorRole
{
    /// <summary>W of a layer [G*H,V] over the symbols, or [G*H,H] over the layer below; gates one after another.</summary>
    InputWeights,

    /// <summary>U of a layer [G*H,H].</summary>
    RecurrentWeights,

    /// <summary>b of a layer [G*H].</summary>
    Bias,

    /// <summary>What a layer adds to its recurrent product [G*H]: 0 but for the last gate of a GRU, whose bu it is.</summary>
    RecurrentBias,

    /// <summary>Weights of the logits [V,H].</summary>
    OutputWeights,

    /// <summary>Bias of the logits [V].</summary>
    OutputBias,

    /// <summary>Hidden states before the next step [L,B,H].</summary>
    HiddenState,

    /// <summary>Cell states of an LSTM before the next step [L,B,H].</summary>
    CellState,
}
