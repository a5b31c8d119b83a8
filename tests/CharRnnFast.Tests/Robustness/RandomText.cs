using System.Text;

namespace CharRnnFast.Tests.Robustness;

/// <summary>Texts of every kind: clean and broken UTF-8, bytes, marks of all encodings, few symbols and many, empty ones.</summary>
internal static class RandomText
{
    private static readonly byte[][] Marks =
    [
        [], [], [], [], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB], [0xEF],
    ];

    private static readonly (int First, int Count)[] Scripts =
        [('a', 3), (' ', 95), (0x80, 40), (0x390, 60), (0x4E00, 20_000), (0x1F600, 60), (0xFFF0, 16), (0, 128)];

    /// <summary>A text.</summary>
    public static byte[] Next(System.Random random)
    {
        int length = random.Next(4) == 0 ? random.Next(4) : random.Next(1 << random.Next(2, 13));
        byte[] text = random.Next(3) == 0 ? Bytes(random, length) : Encoding.UTF8.GetBytes(Characters(random, length));
        if (random.Next(3) == 0 && text.Length > 0) text[random.Next(text.Length)] = (byte)random.Next(256);
        if (random.Next(3) == 0 && text.Length > 0) text = text[..random.Next(text.Length)];
        return [.. Marks[random.Next(Marks.Length)], .. text];
    }

    private static byte[] Bytes(System.Random random, int length)
    {
        int distinct = random.Next(1, 257);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(distinct))];
    }

    private static string Characters(System.Random random, int length)
    {
        (int first, int count) = Scripts[random.Next(Scripts.Length)];
        (int second, int more) = Scripts[random.Next(Scripts.Length)];
        StringBuilder text = new();
        for (int i = 0; i < length; i++)
        {
            int scalar = random.Next(4) == 0 ? second + random.Next(more) : first + random.Next(count);
            text.Append(Rune.IsValid(scalar) ? new Rune(scalar).ToString() : " ");
        }

        return text.ToString();
    }
}
