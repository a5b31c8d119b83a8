using System.Globalization;
using System.Text;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>Files as other programs write them, whole and damaged: a model of H = 2 and V = 2 with something replaced in it.</summary>
internal static class SafetensorsFile
{
    private const string Metadata = """{"vocabulary":"[10,97]"}""";
    private const string Tensors =
        "\"Wxh\":" +
        """{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"Whh":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]},"Why":""" +
        """{"dtype":"F32","shape":[2,2],"data_offsets":[32,48]}""";

    /// <summary>The file with text in its header replaced.</summary>
    public static byte[] Replacing(string text, string replacement, int dataBytes = 48) =>
        Of($$"""{"__metadata__":{{Metadata}},{{Tensors}}}""".Replace(text, replacement, StringComparison.Ordinal), new byte[dataBytes]);

    /// <summary>The file with other metadata.</summary>
    public static byte[] WithMetadata(string metadata) => Replacing(Metadata, metadata);

    /// <summary>A model of V = 3 whose input weights are [V,H].</summary>
    public static byte[] Transposed => Of(
        Encoding.UTF8.GetString(Model(2, 3)[8..^64]).Replace("\"shape\":[2,3]", "\"shape\":[3,2]", StringComparison.Ordinal), new byte[64]);

    /// <summary>A module as PyTorch saves it, all weights 0, given as <c>NAME SIZE...</c> with commas between; V = 2.</summary>
    public static byte[] Module(string tensors)
    {
        int end = 0;
        string header = $"{{\"__metadata__\":{Metadata}";
        foreach (string[] words in tensors.Split(", ").Select(tensor => tensor.Split(' ')))
        {
            int begin = end;
            end += words[1..].Aggregate(4, (bytes, size) => bytes * int.Parse(size, CultureInfo.InvariantCulture));
            header += $",\"{words[0]}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', words[1..])}],\"data_offsets\":[{begin},{end}]}}";
        }

        return Of(header + "}", new byte[end]);
    }

    /// <summary>A header and what follows it.</summary>
    public static byte[] Of(string header, byte[] data) =>
        [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];

    /// <summary>A model of any size, all weights 0.</summary>
    public static byte[] Model(int hidden, int vocab, string metadata = "")
    {
        int wxh = 4 * hidden * vocab, whh = 4 * hidden * hidden;
        string vocabulary = string.Join(',', Enumerable.Range(10, vocab));
        string header = $$$"""{"__metadata__":{"vocabulary":"[{{{vocabulary}}}]"{{{metadata}}}},"Wxh":""" +
            $$$"""{"dtype":"F32","shape":[{{{hidden}}},{{{vocab}}}],"data_offsets":[0,{{{wxh}}}]},"Whh":""" +
            $$$"""{"dtype":"F32","shape":[{{{hidden}}},{{{hidden}}}],"data_offsets":[{{{wxh}}},{{{wxh + whh}}}]},"Why":""" +
            $$$"""{"dtype":"F32","shape":[{{{vocab}}},{{{hidden}}}],"data_offsets":[{{{wxh + whh}}},{{{(2 * wxh) + whh}}}]}}""";
        return Of(header, new byte[(2 * wxh) + whh]);
    }
}
