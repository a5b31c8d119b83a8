using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A model with V = 4 and recurrent weights of 2^58 bytes, which no disk takes.</summary>
internal sealed class EndlessTensors : ITensorStore
{
    private const int HiddenSize = 1 << 28;
    private const int VocabSize = 4;

    public bool Has(ModelTensor tensor) => tensor is ModelTensor.Wxh or ModelTensor.Whh or ModelTensor.Why;

    public (int Rows, int Columns) SizeOf(ModelTensor tensor) => tensor switch
    {
        ModelTensor.Wxh => (HiddenSize, VocabSize),
        ModelTensor.Whh => (HiddenSize, HiddenSize),
        _ => (VocabSize, HiddenSize),
    };

    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => throw new NotSupportedException();

    public void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => throw new NotSupportedException();

    public void RefreshDerived() => throw new NotSupportedException();
}
