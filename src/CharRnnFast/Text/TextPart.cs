namespace CharRnnFast.Text;

/// <summary>One of the files, or other sources, that a text is made of.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Form">What its first bytes tell.</param>
internal sealed record TextPart(string Name, long Length, TextForm Form)
{
    /// <summary>Bytes before its first symbol: those of a byte order mark, which is none under bytes.</summary>
    public int MarkBytes(TextEncoding encoding) => encoding == TextEncoding.Utf8 ? Form.MarkBytes : 0;
}
