using System.Collections.Immutable;

namespace CharRnnFast.Model;

/// <summary>A tensor as files name and shape it, row-major and unpadded.</summary>
/// <param name="Tensor">Which one.</param>
/// <param name="Name">In a file.</param>
/// <param name="Rows">Rows that are read and written at a time; a bias has one for each gate.</param>
/// <param name="Columns">Elements of a row.</param>
/// <param name="Shape">In a file: Rows * Columns elements.</param>
internal sealed record TensorSpec(ModelTensor Tensor, string Name, int Rows, int Columns, ImmutableArray<long> Shape);
