using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CharRnnFast.Generators.Model;

/// <summary>A place in a source file as plain values: a <see cref="Location"/> would keep the whole compilation alive.</summary>
internal sealed record LocationInfo(string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo From(Location location) =>
        new(location.GetLineSpan().Path, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(FilePath, Span, Lines);
}
