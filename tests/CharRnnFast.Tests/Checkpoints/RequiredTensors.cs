using System.Collections.Immutable;
using CharRnnFast.Checkpoints;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Of a model's tensors those without which a file is no model.</summary>
internal sealed class RequiredTensors(ITensorStore model) : ITensorStore
{
    public ImmutableArray<TensorSpec> Tensors => model.Tensors;

    public bool Has(TensorSpec tensor) => CheckpointFormat.IsRequired(tensor.Tensor);

    public void ReadRow(TensorSpec tensor, int row, Span<float> destination) => model.ReadRow(tensor, row, destination);

    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source) => model.WriteRow(tensor, row, source);

    public void RefreshDerived() => model.RefreshDerived();
}
