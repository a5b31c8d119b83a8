namespace CharRnnFast.Text;

/// <summary>What a symbol is.</summary>
public enum TextEncoding
{
    /// <summary>A Unicode scalar value of a UTF-8 text.</summary>
    Utf8,

    /// <summary>A byte.</summary>
    Bytes,
}
