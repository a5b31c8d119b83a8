using System.Globalization;
using System.Text;
using System.Text.Json;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Checkpoints;

/// <summary>Reads a vocabulary, a JSON list of integers, from a file's metadata.</summary>
internal static class VocabularyReader
{
    private const string LongerList = "a longer list";

    /// <summary>The Python that makes it out of the characters in index order.</summary>
    public const string PythonList = "json.dumps([ord(c) for c in chars])";

    /// <summary>
    /// The vocabulary, and of each of its symbols the place in the file; null in place of it where the file's order is ascending.
    /// </summary>
    /// <param name="text">The list.</param>
    /// <param name="encoding">What its integers are.</param>
    /// <param name="mayStandInAnyOrder">Whether they may stand in any order.</param>
    /// <exception cref="CheckpointFaultException">It is no list of distinct symbols, or not in order where it has to be.</exception>
    public static (Vocabulary Vocabulary, int[]? Order) Read(string text, TextEncoding encoding, bool mayStandInAnyOrder)
    {
        Span<int> symbols = stackalloc int[ModelShape.MaxVocabSize];
        int count = ReadIntegers(text, symbols, out string kind);
        if (count < ModelShape.MinVocabSize) throw NoList(kind);
        symbols = symbols[..count];
        if (!mayStandInAnyOrder) return (Create(encoding, symbols), null);
        int[] ascending = symbols.ToArray();
        Array.Sort(ascending);
        CheckDistinct(ascending);
        Vocabulary vocabulary = Create(encoding, ascending);
        return (vocabulary, symbols.SequenceEqual(ascending) ? null : OrderOf(vocabulary, symbols));
    }

    private static int[] OrderOf(Vocabulary vocabulary, ReadOnlySpan<int> symbols)
    {
        int[] order = new int[symbols.Length];
        for (int place = 0; place < symbols.Length; place++) order[vocabulary.IndexOf(symbols[place])] = place;
        return order;
    }

    private static void CheckDistinct(int[] ascending)
    {
        for (int i = 1; i < ascending.Length; i++)
        {
            if (ascending[i] == ascending[i - 1])
                throw new CheckpointFaultException(
                    Messages.VocabularyIsWrong($"{ascending[i]} stands in it twice"), "list each symbol once, in index order");
        }
    }

    private static Vocabulary Create(TextEncoding encoding, ReadOnlySpan<int> symbols) =>
        Vocabulary.FaultIn(encoding, symbols) is string fault
            ? throw new CheckpointFaultException(Messages.VocabularyIsWrong(fault))
            : new(encoding, symbols);

    private static CheckpointFaultException NoList(string kind) => new(
        Messages.VocabularyIsNoList(ModelShape.MaxVocabSize, kind),
        kind == LongerList ? "use a model of fewer symbols" : $"make it {PythonList}, chars being the characters in index order");

    /// <summary>The integers of a JSON array; 0 of them where it is not one, or there are too many.</summary>
    private static int ReadIntegers(string text, Span<int> integers, out string kind)
    {
        try
        {
            Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
            json.Read();
            int count = 0;
            kind = json.TokenType == JsonTokenType.StartArray ? ReadElements(ref json, integers, out count) : Describe(json.TokenType);
            return json.Read() ? 0 : count;
        }
        catch (JsonException)
        {
            kind = "text that is not JSON";
            return 0;
        }
    }

    private static string ReadElements(ref Utf8JsonReader json, Span<int> integers, out int count)
    {
        int read = 0;
        count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number) return $"a list with {Describe(json.TokenType)} in it";
            if (read == integers.Length) return LongerList;
            if (!json.TryGetInt32(out integers[read++])) return "a list with other numbers in it";
        }

        count = read;
        return string.Create(CultureInfo.InvariantCulture, $"a list of {read}");
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "something else",
    };
}
