namespace CharRnnFast.Text;

/// <summary>What a symbol is.</summary>
public enum TextEncoding
{
    /// <summary>A Unicode scalar value of a UTF-8 text.</summary>
    Utf8,

    /// <summary>A byte.</summary>
    Bytes,
}

/// <summary>The encodings' names in files, options and notes.</summary>
internal static class TextEncodingNames
{
    extension(TextEncoding encoding)
    {
        /// <summary><c>utf-8</c> or <c>bytes</c>.</summary>
        public string Name => encoding == TextEncoding.Utf8 ? "utf-8" : "bytes";
    }

    /// <summary>The encoding of a name; false if there is none.</summary>
    public static bool TryParse(string name, out TextEncoding encoding)
    {
        encoding = name == TextEncoding.Bytes.Name ? TextEncoding.Bytes : TextEncoding.Utf8;
        return name == encoding.Name;
    }
}
