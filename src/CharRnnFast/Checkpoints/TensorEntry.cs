using System.Collections.Immutable;

namespace CharRnnFast.Checkpoints;

/// <summary>A tensor as a safetensors header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">For instance F32.</param>
/// <param name="Shape">Row-major; each size is 0 or more.</param>
/// <param name="Begin">Offset of its first byte after the header.</param>
/// <param name="End">Offset after its last byte, at least <paramref name="Begin"/>.</param>
internal sealed record TensorEntry(string Name, string ElementType, ImmutableArray<long> Shape, long Begin, long End)
{
    /// <summary>Whether shape and element type make up the bytes; true where the element type is not known here.</summary>
    public bool FillsItsBytes
    {
        get
        {
            int elementBytes = BytesOf(ElementType);
            return elementBytes == 0 || Elements == (End - Begin) / elementBytes && (End - Begin) % elementBytes == 0;
        }
    }

    // More than a long holds is more than any file has; a product of two longs fits.
    private Int128 Elements
    {
        get
        {
            if (Shape.Contains(0)) return 0;
            Int128 product = 1;
            foreach (long size in Shape)
            {
                product *= size;
                if (product > long.MaxValue) break;
            }

            return product;
        }
    }

    private static int BytesOf(string elementType) => elementType switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => 0,
    };
}
