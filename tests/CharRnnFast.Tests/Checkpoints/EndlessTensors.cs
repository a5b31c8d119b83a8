using System.Collections.Immutable;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>A model with V = 4 and recurrent weights of 2^58 bytes, which no disk takes.</summary>
internal sealed class EndlessTensors : ITensorStore
{
    public ImmutableArray<TensorSpec> Tensors { get; } = TensorTable.Of(new(1 << 28, 4, 1, Example.Metadata.BatchSize ?? 1));

    public bool Has(TensorSpec tensor) => tensor.Shape.Length == 2 && tensor.Tensor is { Memory: 0, Role: not TensorRole.HiddenState };

    public void ReadRow(TensorSpec tensor, int row, Span<float> destination) => throw new NotSupportedException();

    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source) => throw new NotSupportedException();

    public void RefreshDerived() => throw new NotSupportedException();
}
