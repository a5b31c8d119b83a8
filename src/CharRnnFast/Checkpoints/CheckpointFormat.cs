using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>
/// The file format: a safetensors file, that is a header length (8 bytes, little endian), a header of JSON padded with spaces to 8 bytes,
/// and the tensors' bytes, which the header's offsets cover without gaps. The header names the tensors below and, under
/// <c>__metadata__</c>, the run's state as strings.
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>Bytes of the header's length in front of it.</summary>
    public const int PrefixBytes = 8;

    /// <summary>The header's length is a multiple of this, so that the tensors are aligned.</summary>
    public const int HeaderAlignment = 8;

    /// <summary>Longest header read, as in the safetensors libraries. One of this program's own has at most 80 KiB.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    /// <summary>The header's key for the metadata.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The value of <see cref="MetadataKeys.Format"/>; a file without it is foreign.</summary>
    public const string FormatName = "charrnn";

    /// <summary>The value of <see cref="MetadataKeys.FormatVersion"/> for min-char-rnn's algorithm.</summary>
    public const int SeedVersion = 1;

    /// <summary>
    /// That for every other cell, number of layers, optimizer or dropout, with PyTorch's names of tensors; none is later.
    /// </summary>
    public const int LatestVersion = 2;

    /// <summary>The element type of every tensor of a model.</summary>
    public const string ElementType = "F32";

    /// <summary>Largest seed, counter and position: the integers that every JSON reader holds exactly.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    /// <summary>Largest share of a text that is held out.</summary>
    public const double MaxValidation = 0.5;

    /// <summary>Whether a tensor's rows stand for the symbols.</summary>
    public static bool HasRowPerSymbol(ModelTensor tensor) => tensor.Role == TensorRole.OutputWeights;

    /// <summary>Whether a tensor's columns, or a vector's elements, stand for the symbols.</summary>
    public static bool HasColumnPerSymbol(ModelTensor tensor) =>
        tensor is { Role: TensorRole.InputWeights, Layer: 0 } || tensor.Role == TensorRole.OutputBias;

    /// <summary>Whether a file without the tensor is no model.</summary>
    public static bool IsRequired(ModelTensor tensor) =>
        tensor is { Memory: 0, Role: TensorRole.InputWeights or TensorRole.RecurrentWeights or TensorRole.OutputWeights };

    /// <summary>Whether a tensor is a sum or mean of squares, so never negative.</summary>
    public static bool IsOfSquares(ModelTensor tensor, Optimizer optimizer) => tensor.Memory == (optimizer == Optimizer.Adam ? 2 : 1);
}
