using System.Text;

namespace CharRnnFast.Tests.Golden;

/// <summary>The text that golden checkpoints are trained on, as the headers of the golden files define it.</summary>
internal static class GoldenText
{
    private const int Printable = '~' - ' ' + 1;

    public static byte[] Of(int vocabSize, int sequenceLength, int batchSize)
    {
        StringBuilder text = new();
        for (int i = 0; i < vocabSize + (batchSize * ((4 * sequenceLength) + 3)); i++)
            text.Append(SymbolAt(i < vocabSize ? i : ((7 * i * i) + (3 * i) + (i / 5)) % vocabSize));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static char SymbolAt(int k) => k switch
    {
        < Printable => (char)(' ' + k),
        Printable => '\t',
        Printable + 1 => '\n',
        _ => (char)('\u00C0' + k - Printable - 2),
    };
}
