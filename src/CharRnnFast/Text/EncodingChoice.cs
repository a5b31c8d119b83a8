namespace CharRnnFast.Text;

/// <summary>The encoding asked for.</summary>
public enum EncodingChoice
{
    /// <summary>UTF-8 where the text is valid and has at most 256 distinct scalar values, else bytes.</summary>
    Auto,

    /// <summary>UTF-8, whatever the number of distinct scalar values that a kernel holds.</summary>
    Utf8,

    /// <summary>Bytes.</summary>
    Bytes,
}
