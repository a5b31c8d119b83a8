namespace CharRnnFast.Text;

/// <summary>The encoding asked for.</summary>
public enum EncodingChoice
{
    /// <summary>UTF-8 where the text is valid and has at most 8192 distinct scalar values, whatever the kernels hold; else bytes.</summary>
    Auto,

    /// <summary>UTF-8, whatever the number of distinct scalar values that a kernel holds.</summary>
    Utf8,

    /// <summary>Bytes.</summary>
    Bytes,
}
