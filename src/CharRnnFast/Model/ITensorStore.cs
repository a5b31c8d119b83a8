using System.Collections.Immutable;

namespace CharRnnFast.Model;

/// <summary>A model's tensors row by row in the unpadded layout of the checkpoint: what saving and loading need of a model.</summary>
internal interface ITensorStore
{
    /// <summary>The tensors in the order of a file.</summary>
    ImmutableArray<TensorSpec> Tensors { get; }

    /// <summary>
    /// Whether the model has a tensor; parameters always, the optimizer's memory and states of all streams where it trains.
    /// </summary>
    bool Has(TensorSpec tensor);

    /// <summary>Copies one row of a tensor out.</summary>
    void ReadRow(TensorSpec tensor, int row, Span<float> destination);

    /// <summary>Replaces one row of a tensor; of a bias that is 0 by definition, adds it to the other one.</summary>
    void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source);

    /// <summary>To be called once after the last <see cref="WriteRow"/>: brings derived copies up to date.</summary>
    void RefreshDerived();
}
