using System.Globalization;
using System.Text;

namespace CharRnnFast.Cli.Charts;

/// <summary>Well-formed markup, piece by piece.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup as it stands.</summary>
    public SvgWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Appends text in which nothing is markup.</summary>
    public SvgWriter Text(string text)
    {
        foreach (char c in Display.Path(text))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\uFFFE' or '\uFFFF' => _text.Append('\uFFFD'), // not characters of XML
                _ => _text.Append(c),
            };
        }

        return this;
    }

    /// <summary>Appends an attribute with a length or a place, to a tenth of a unit.</summary>
    public SvgWriter Attribute(string name, double value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        return Number(value).Raw("\"");
    }

    /// <summary>Appends a number to a tenth.</summary>
    public SvgWriter Number(double value) => Raw(value.ToString("0.#", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
