namespace CharRnnFast.Model;

/// <summary>A model's tensors row by row in the unpadded layout of the checkpoint: what saving and loading need of a model.</summary>
internal interface ITensorStore
{
    /// <summary>Whether the model has a tensor; the five parameters always, Adagrad memory and hidden state where it trains.</summary>
    bool Has(ModelTensor tensor);

    /// <summary>Rows and columns of a tensor; a vector of n elements is one row of n columns, hprev is B rows of H.</summary>
    (int Rows, int Columns) SizeOf(ModelTensor tensor);

    /// <summary>Copies one row of a tensor out.</summary>
    void ReadRow(ModelTensor tensor, int row, Span<float> destination);

    /// <summary>Replaces one row of a tensor.</summary>
    void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source);

    /// <summary>To be called once after the last <see cref="WriteRow"/>: brings derived copies up to date.</summary>
    void RefreshDerived();
}
