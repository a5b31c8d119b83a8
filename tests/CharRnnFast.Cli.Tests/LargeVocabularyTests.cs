using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Texts of thousands of different characters, as Chinese, Japanese and Korean ones have.</summary>
public sealed class LargeVocabularyTests : IDisposable
{
    private const int Distinct = 3000;
    private const string Small = "--hidden 24 --quiet --seed 3";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Scratch _scratch = new();

    public LargeVocabularyTests() => _scratch.Write("text", TextOf(Distinct));

    [Fact]
    public void AutoTakesCharactersAndSaysSo()
    {
        string messages = Charrnn.Run(
            "train", _scratch["text"], "--hidden", "16", "--iterations", "2", "--checkpoint", _scratch.Model).MustSucceed().Messages;
        Assert.Contains("vocabulary 3000, encoding utf-8 (valid UTF-8, 3000 distinct characters)", messages, StringComparison.Ordinal);
        Assert.Contains("kernel 16x3008 on ", messages, StringComparison.Ordinal);
        Assert.Equal((Distinct, "16x3008"), Held("model.safetensors"));
        string info = Charrnn.Run("info", _scratch.Model).MustSucceed().Output;
        Assert.Matches("vocabulary: utf-8: \\\\n一丁[^a-z]* and 2,744 more; --json lists all\n$", info);
    }

    [Fact]
    public void EightThousandAreTheMost()
    {
        _scratch.Write("text", TextOf(8192));
        Train("most", "--iterations 1");
        Assert.Equal((8192, "32x8192"), Held("most"));
        _scratch.Write("text", TextOf(8193));
        string messages = Charrnn.Run(
            "train", _scratch["text"], "--hidden", "16", "--iterations", "1", "--checkpoint", _scratch["bytes"]).MustSucceed().Messages;
        Assert.Contains("encoding bytes (8193 distinct characters, more than 8192)", messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--batch 3 --threads 2")]
    [InlineData("--cell lstm --layers 2 --dropout 0.2 --batch 2")]
    public void AResumedRunEndsInTheSameBytes(string options)
    {
        Train("whole", $"--iterations 30 {options}");
        Train("part", $"--iterations 13 {options}");
        Charrnn.Shell($"$exe train {_scratch["text"]} --resume {_scratch["part"]} --iterations 30 --quiet").MustSucceed();
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("part"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--temperature 3")]
    [InlineData("--top-k 40 --prime 一丁")]
    [InlineData("--top-p 0.5 --stop 七丄")]
    [InlineData("--temperature 0")]
    public void SamplesAreValidUtf8OfItsCharacters(string options)
    {
        Train("model", "--iterations 20");
        string sample = Strict.GetString(
            Charrnn.Shell($"$exe sample {_scratch["model"]} --length 300 --seed 1 {options}").MustSucceed().OutputBytes);
        Assert.Subset(Runes(TextOf(Distinct)), Runes(sample));
        if (!options.Contains("--stop", StringComparison.Ordinal)) Assert.InRange(sample.EnumerateRunes().Count(), 300, 302);
    }

    [Fact]
    public void ATextIsScoredAndUnknownCharactersAreCounted()
    {
        Train("model", "--iterations 20");
        _scratch.Write("other", "一丁七Z丄é丅");
        JsonElement score = JsonElement.Parse(
            Charrnn.Run("eval", _scratch["model"], _scratch["other"]).MustSucceed().Output);
        Assert.Equal((4, 2), (score.GetProperty("symbols").GetInt32(), score.GetProperty("unknown_symbols").GetInt32()));
        Assert.InRange(score.GetProperty("bits_per_symbol").GetDouble(), 5, 20);
    }

    [Fact]
    public void AnotherTextMayUseAFewOfThem()
    {
        Train("model", "--iterations 5");
        _scratch.Write("ascii", string.Concat(Enumerable.Repeat("\n", 40)) + "一");
        string another = $"$exe train {_scratch["ascii"]} --resume {_scratch["model"]} --new-text --quiet --checkpoint {_scratch["new"]}";
        Charrnn.Shell($"{another} --iterations 5").MustSucceed();
        Assert.Equal((Distinct, "32x3008"), Held("new"));
    }

    [Fact]
    public void AnUnknownCharacterOfThePrimeListsNothingOfTheVocabulary()
    {
        Train("model", "--iterations 1");
        string message = Charrnn.Run("sample", _scratch["model"], "--prime", "一Z").MustFailAtOnce(1);
        Assert.Equal(
            "charrnn: the model never saw 'Z' (U+005A); use only symbols of the text it was trained on, "
            + "or leave it out with --unknown skip",
            message);
        Charrnn.Run("sample", _scratch["model"], "--prime", "一Z", "--unknown", "skip", "--length", "3").MustSucceed();
    }

    [Fact]
    public void ItsGradientsAreChecked() =>
        Charrnn.Run("gradcheck", "--hidden", "7", "--vocab", "2000", "--sequence-length", "3", "--batch", "2").MustSucceed();

    [Fact]
    public void ItsStepIsMeasured()
    {
        JsonElement bench = JsonElement.Parse(
            Charrnn.Run("bench", "--vocab", "3000", "--hidden", "16", "--seconds", "0.1", "--json").MustSucceed().Output);
        Assert.Equal("16x3008", bench.GetProperty("kernel").GetString());
        Assert.Equal(0, bench.GetProperty("allocated_bytes").GetInt64());
    }

    public void Dispose() => _scratch.Dispose();

    private void Train(string name, string options) =>
        Charrnn.Shell($"$exe train {_scratch["text"]} {Small} --checkpoint {_scratch[name]} --overwrite {options}").MustSucceed();

    private (int Vocabulary, string? Kernel) Held(string name)
    {
        JsonElement info = _scratch.InfoOf(name);
        Assert.Equal(info.GetProperty("vocab").GetInt32(), info.GetProperty("vocabulary").GetArrayLength());
        return (info.GetProperty("vocab").GetInt32(), info.GetProperty("kernel").GetString());
    }

    private static HashSet<Rune> Runes(string text) => [.. text.EnumerateRunes()];

    // A line feed and CJK characters from the first on: all of them once, then runs of some.
    private static string TextOf(int distinct)
    {
        StringBuilder text = new("\n");
        for (int i = 1; i < distinct; i++) text.Append((char)(0x4E00 + i - 1));
        for (int i = 0; i < 4000; i++) text.Append((char)(0x4E00 + (i * i % 97)));
        return text.ToString();
    }
}
