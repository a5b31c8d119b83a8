using System.Text;

namespace CharRnnFast.Generators.Emission;

/// <summary>Collects lines of C# at the current indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public CodeWriter Line(string line = "")
    {
        if (line.Length != 0)
            _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Line(line);
        return this;
    }

    /// <summary>A fixed block of lines, indented as a whole.</summary>
    public CodeWriter Block(string text) => Lines(text.Replace("\r", "").Split('\n'));

    public CodeWriter Open(params string[] header)
    {
        Lines(header).Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close()
    {
        _depth--;
        return Line("}");
    }

    /// <summary>One statement under a header without braces.</summary>
    public CodeWriter Nested(string header, string statement)
    {
        Line(header);
        _depth++;
        Line(statement);
        _depth--;
        return this;
    }
}
