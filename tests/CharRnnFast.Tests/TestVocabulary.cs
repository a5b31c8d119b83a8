using CharRnnFast.Text;

namespace CharRnnFast.Tests;

/// <summary>Symbols for models without a text.</summary>
internal static class TestVocabulary
{
    /// <summary>The scalar values 0 to <paramref name="size"/> - 1.</summary>
    public static Vocabulary Of(int size) => new(TextEncoding.Utf8, [.. Enumerable.Range(0, size)]);
}
