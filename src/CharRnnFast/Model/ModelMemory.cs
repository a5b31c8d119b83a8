namespace CharRnnFast.Model;

/// <summary>The tensors of one model in the padded layout of its kernel, read and written row by row in the seed's unpadded layout.</summary>
public sealed class ModelMemory : IDisposable
{
    /// <summary>The sizes of the model.</summary>
    public ModelShape Shape => throw new NotSupportedException();

    /// <summary>Whether Adagrad memory and hidden state are there too; without them <see cref="Has"/> is true for the five parameters only.</summary>
    public bool Has(ModelTensor tensor) => throw new NotSupportedException();

    /// <summary>Rows and columns of a tensor as the checkpoint stores it; a vector of n elements is one row of n columns, hprev is B rows of H.</summary>
    public (int Rows, int Columns) SizeOf(ModelTensor tensor) => throw new NotSupportedException();

    /// <summary>Copies one row of a tensor out.</summary>
    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => throw new NotSupportedException();

    /// <summary>Replaces one row of a tensor.</summary>
    public void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => throw new NotSupportedException();

    /// <summary>Call once after the last <see cref="WriteRow"/>: brings derived copies (the transposed output weights) up to date.</summary>
    public void RefreshDerived() => throw new NotSupportedException();

    /// <summary>Fresh weights: Wxh, Whh, Why drawn from N(0, 0.01^2) in that order, everything else 0.</summary>
    public void Initialize(long seed) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
