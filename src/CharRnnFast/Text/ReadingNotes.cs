namespace CharRnnFast.Text;

/// <summary>What a user should know of a text that can be used, but is probably not what was meant.</summary>
internal static class ReadingNotes
{
    /// <summary>Zeros at every other place.</summary>
    public static string LooksWide(string name, string encoding) =>
        $"{name} looks like {encoding} without a mark; if it is, convert it with iconv -f {encoding} -t UTF-8";

    /// <summary>What to do about zeros that make a text unusable, as the end of a message.</summary>
    internal static string ConvertIfWide(string name, string encoding) =>
        $"if {name} is {encoding}, as it looks, convert it with iconv -f {encoding} -t UTF-8";

    /// <summary>Line ends as old Macintoshes had them.</summary>
    public static string HasCarriageReturnsOnly(string name) =>
        $"the lines of {name} end in carriage returns alone, no line feeds; tr '\\r' '\\n' makes them line feeds";
}
