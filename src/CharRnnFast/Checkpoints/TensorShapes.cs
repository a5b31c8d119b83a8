using System.Collections.Immutable;
using System.Globalization;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>Compares the shapes of a file's tensors with those of a model, and says how they differ.</summary>
internal static class TensorShapes
{
    private const int ShownSizes = 8;

    /// <summary>Checks a tensor's element type.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="remedy">How to make it float32; null: by itself.</param>
    /// <exception cref="CheckpointFaultException">It is not float32.</exception>
    public static void CheckType(TensorEntry entry, string? remedy = null)
    {
        if (entry.ElementType == CheckpointFormat.ElementType) return;
        throw new CheckpointFaultException(
            Messages.IsOfType(entry.Name, Display.Short(entry.ElementType), CheckpointFormat.ElementType),
            remedy ?? $"save it as float32: {entry.Name}.astype('float32') in numpy, {entry.Name}.float() in PyTorch");
    }

    /// <summary>
    /// Checks that the tensors are the right way round, and that there are as many symbols as the input and output weights agree on.
    /// </summary>
    /// <param name="entries">The tensors, the required ones among them.</param>
    /// <param name="shape">Of the model, H from its recurrent weights and V from the vocabulary.</param>
    /// <exception cref="CheckpointFaultException">A tensor is transposed, or the vocabulary has another number of symbols.</exception>
    public static void CheckSymbols(IReadOnlyDictionary<ModelTensor, TensorEntry> entries, ModelShape shape)
    {
        long hidden = shape.HiddenSize, gates = shape.Gates * hidden;
        Check(entries[ModelTensor.Whh], [gates, hidden]);
        foreach ((ModelTensor tensor, TensorEntry entry) in entries)
        {
            if (entry.Shape.Length != 2) continue;
            (long rows, long columns) = (entry.Shape[0], entry.Shape[1]);
            bool isTransposed = tensor is { Role: TensorRole.InputWeights, Layer: 0 } ? columns == gates && rows != gates
                : CheckpointFormat.HasRowPerSymbol(tensor) && rows == hidden && columns != hidden;
            if (isTransposed) throw Transposed(entry);
        }

        (TensorEntry input, TensorEntry output) = (entries[ModelTensor.Wxh], entries[ModelTensor.Why]);
        if (input.Shape is not [long first, long inputs] || output.Shape is not [long outputs, long last]) return;
        if (first == gates && last == hidden && inputs == outputs && inputs != shape.VocabSize)
            throw new CheckpointFaultException(
                Messages.VocabularyIsOfAnotherSize(shape.VocabSize, inputs, input.Name, output.Name),
                "list the symbol of each column, in their order");
    }

    /// <summary>Checks a tensor's shape. A vector may also be one column or one row, a hidden state of one stream a vector.</summary>
    /// <exception cref="CheckpointFaultException">It is another one.</exception>
    public static void Check(TensorEntry entry, ImmutableArray<long> expected)
    {
        if (entry.Shape.SequenceEqual(expected)) return;
        if (expected.AsSpan()[..^1].IndexOfAnyExcept(1L) < 0 && IsVector(entry, expected[^1])) return;
        if (expected is [long rows, long columns] && entry.Shape.SequenceEqual([columns, rows])) throw Transposed(entry);
        throw new CheckpointFaultException(
            Messages.HasTheShape(entry.Name, Show(entry.Shape), Show(expected)),
            "save the model's own array, not one that was cut, padded or reshaped");
    }

    /// <summary>Whether a tensor has one size only, or one row, or one column, of a number of elements.</summary>
    public static bool IsVector(TensorEntry entry, long size) => entry.Shape.AsSpan() switch
    {
        [long elements] => elements == size,
        [long elements, 1] => elements == size,
        [1, long elements] => elements == size,
        _ => false,
    };

    /// <summary>A shape as messages show it.</summary>
    public static string Show(ImmutableArray<long> shape)
    {
        string sizes = string.Join(',', Array.ConvertAll([.. shape.Take(ShownSizes)], size => size.ToString(CultureInfo.InvariantCulture)));
        return shape.Length > ShownSizes ? $"[{sizes},...]" : $"[{sizes}]";
    }

    /// <summary>What is said of a tensor that is the wrong way round.</summary>
    public static CheckpointFaultException Transposed(TensorEntry entry) => new(
        Messages.LooksTransposed(entry.Name, Show(entry.Shape), Show([entry.Shape[1], entry.Shape[0]])),
        $"save numpy.ascontiguousarray({entry.Name}.T), never a reshape, and look at the others too: " +
            "the shape of a square one does not tell");
}
