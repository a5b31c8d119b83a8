using System.Text;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Several TEXTs, and what is no text: the commands that messages show are run.</summary>
public sealed class SeveralTextsTests : IDisposable
{
    private const string Options = "--hidden 16 --iterations 40 --quiet --overwrite";

    private readonly Scratch _scratch = new();

    [Fact]
    public void SeveralFilesAreTheTextThatCatMakesOfThem()
    {
        _scratch.Write("mark", "\uFEFFAnd more.\n");
        _scratch.Write("plain", "And more.\n");
        string text = _scratch.Text;
        InFolder("split -n 3 text.txt part-; cat text.txt plain >whole");
        InFolder($"charrnn train whole {Options} --checkpoint whole.m");
        InFolder($"charrnn train part-a? plain {Options} --checkpoint files.m");
        InFolder($"charrnn train part-aa - part-ac plain {Options} --checkpoint pipe.m <part-ab");
        InFolder($"charrnn train part-aa <(cat part-ab) part-ac plain {Options} --checkpoint fifo.m");
        Assert.All(["files.m", "pipe.m", "fifo.m"], name => Assert.Equal(_scratch.BytesOf("whole.m"), _scratch.BytesOf(name)));
        InFolder("charrnn train part-a? plain --resume whole.m --iterations 50 --quiet");
        Assert.Contains(
            "part-ab and 3 more is not the text that whole.m was trained on (the order of the files counts); give",
            Charrnn.Shell(Cd("charrnn train part-ab part-aa part-ac plain --resume whole.m")).MustFailAtOnce(1),
            StringComparison.Ordinal);
        RunResult marked = InFolder($"charrnn train {text} mark --hidden 16 --iterations 40 --checkpoint marked.m");
        Assert.Contains("text.txt and 1 more, 16,300 symbols", marked.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeFilesAreReadThroughWindowsAcrossTheirBorders()
    {
        InFolder("seq -f 'Line %.0f of a large text.' 1 800000 >large; split -n 3 large part-");
        string options = "--hidden 16 --batch 5 --iterations 60 --sequence-length 1000 --quiet";
        InFolder($"charrnn train large {options} --checkpoint whole.m");
        InFolder($"charrnn train part-a? {options} --checkpoint files.m");
        InFolder($"cat large | charrnn train - {options} --checkpoint pipe.m");
        Assert.Equal(_scratch.BytesOf("whole.m"), _scratch.BytesOf("files.m"));
        Assert.Equal(_scratch.BytesOf("whole.m"), _scratch.BytesOf("pipe.m"));
    }

    [Fact]
    public void TheResumeCommandRepeatsAllTexts()
    {
        _scratch.Write("b c", "And more.\n");
        RunResult stopped = Charrnn.Shell(Cd($$"""
            cp {{_scratch.Text}} a
            "$exe" train a 'b c' ./a --hidden 16 --iterations 0 --sample-every 0 --checkpoint m --checkpoint-every 100 &
            until [ -e m ]; do sleep 0.1; done
            kill $!; wait $!
            """));
        Assert.Contains("charrnn train a 'b c' ./a --resume m", stopped.LastMessage, StringComparison.Ordinal);
        InFolder(stopped.LastMessage.Split("resume: ")[1].Replace("--iterations 0", "--iterations 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--checkpoint b", "--checkpoint and TEXT would be one file, b; ")]
    [InlineData("--checkpoint m --log b", "--log and TEXT would be one file, b; ")]
    public void NoOutputIsOneOfTheTexts(string options, string expected)
    {
        _scratch.Write("b", "another text");
        Assert.Contains(
            expected, Charrnn.Shell(Cd($"charrnn train {_scratch.Text} b {options} --overwrite")).MustFailAtOnce(2),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "mkdir 'a dir' 'a dir/-sub'; cp one 'a dir/-sub/x'; cp two \"a dir/it's\"; charrnn train 'a dir'",
        "cat 'a dir/-sub/x' \"a dir/it's\"")]
    [InlineData("mkdir ./-d; cp one ./-d; charrnn train -- -d", "cat one")]
    [InlineData("gzip -c one >'one file.gz'; charrnn train 'one file.gz'", "cat one")]
    [InlineData("xz -c one >one.xz; charrnn train two one.xz", "cat two one")]
    [InlineData("gzip -k one; charrnn train one.gz two --seed 7 --learning-rate=0.2", "cat one two", "--seed 7 --learning-rate 0.2")]
    [InlineData("bzip2 -c one >one.bz2; charrnn train one.bz2", "cat one")]
    [InlineData("tar cf one.tar one two; charrnn train one.tar", "cat one two")]
    public void TheCommandShownReadsTheText(string script, string text, string options = "")
    {
        _scratch.Write("one", "a first text, long enough to be trained on\n");
        _scratch.Write("two", "a second text, which goes into a folder too\n");
        string run = script.Replace("charrnn train", $"charrnn train {Options} --checkpoint shown.m", StringComparison.Ordinal);
        InFolder(Charrnn.Shell(Cd(run)).MustFailAtOnce(1).Split("text: ")[^1].Split("in it: ")[^1]);
        InFolder($"{text} | charrnn train - {Options} {options} --checkpoint expected.m");
        Assert.Equal(_scratch.BytesOf("expected.m"), _scratch.BytesOf("shown.m"));
    }

    [Fact]
    public void BesideStandardInputTheCommandShownOpensASecondPipe()
    {
        _scratch.Write("one", "a first text, long enough to be trained on\n");
        _scratch.Write("two", "a second text, which comes through a pipe\n");
        RunResult result = Charrnn.Shell(Cd($"gzip -k one; cat two | charrnn train one.gz - {Options} --checkpoint shown.m"));
        string command = result.MustFailAtOnce(1).Split("in it: ")[^1];
        Assert.Contains(" train <(zcat one.gz) - --hidden 16 ", command, StringComparison.Ordinal);
        InFolder($"cat two | {command}; cat one two | charrnn train - {Options} --checkpoint expected.m");
        Assert.Equal(_scratch.BytesOf("expected.m"), _scratch.BytesOf("shown.m"));
    }

    [Fact]
    public void EvalAndSampleShowCommandsOfTheirOwn()
    {
        _scratch.TrainModel("m");
        InFolder("gzip -k text.txt; mkdir d; cp text.txt d");
        string expected = InFolder("charrnn eval m text.txt").Output;
        foreach (string text in (string[])["text.txt.gz", "d"])
        {
            string command = Charrnn.Shell(Cd($"charrnn eval m {text}")).MustFailAtOnce(1);
            Assert.Equal(expected, InFolder(command.Split("text: ")[^1].Split("in it: ")[^1]).Output);
        }

        string sample = Charrnn.Shell(Cd("charrnn sample m --prime-file text.txt.gz")).MustFailAtOnce(1).Split("in it: ")[1];
        Assert.Equal(InFolder("charrnn sample m --prime-file text.txt --seed 1").Output, InFolder($"{sample} --seed 1").Output);
        InFolder($"charrnn train text.txt.gz --encoding bytes {Options} --checkpoint packed");
    }

    [Fact]
    public void TextsThatAreProbablyNotWhatWasMeantGetANote()
    {
        string train = "--hidden 16 --iterations 1 --sample-every 0 --overwrite --checkpoint m";
        InFolder($"cp {_scratch.Text} t; iconv -t UTF-16LE t >wide; tr '\\n' '\\r' <t >mac; sed 's/$/\\r/' t >dos");
        string wide = "note: wide looks like UTF-16LE without a mark; if it is, convert it with iconv -f UTF-16LE -t UTF-8\n";
        Assert.Contains(wide, InFolder($"charrnn train wide {train}").Messages, StringComparison.Ordinal);
        Assert.Equal(wide, InFolder("charrnn eval m wide").Messages);
        InFolder("charrnn train t --hidden 16 --iterations 1 --quiet --checkpoint own");
        Assert.Contains(
            "; if the prime text is UTF-16LE, as it looks, convert it with iconv -f UTF-16LE -t UTF-8, else use only ",
            Charrnn.Shell(Cd("charrnn sample own --prime-file wide")).MustFailAtOnce(1),
            StringComparison.Ordinal);
        RunResult skipped = InFolder("charrnn sample own --prime-file wide --unknown skip --seed 1");
        Assert.Equal(wide.Replace("note: wide", "note: the prime text", StringComparison.Ordinal), skipped.Messages);
        Assert.Contains(
            "note: the lines of mac end in carriage returns alone", InFolder($"charrnn train mac {train}").Messages,
            StringComparison.Ordinal);
        Assert.DoesNotContain("note:", InFolder($"charrnn train dos {train}").Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", InFolder($"charrnn train wide --encoding bytes {train}").Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</dev/null", false)]
    [InlineData("<t", true)]
    [InlineData("< <(cat t)", true)]
    public void TheEmbeddedCorpusMentionsWhatIsPipedIn(string input, bool mentioned)
    {
        string messages = InFolder(
            $"cp {_scratch.Text} t; charrnn train --hidden 8 --iterations 1 --sample-every 0 --checkpoint m {input}").Messages;
        Assert.Equal(
            mentioned, messages.Contains("give a TEXT to train on yours, or - to read it from standard input)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        @"--prime 'Line\nLine'", @"never saw '\' (U+005C); for a line end or a tab give --prime $'...\n...' in bash, or --prime-file")]
    [InlineData(@"--prime 'Line\\x'", @"never saw '\' (U+005C); use only")]
    [InlineData(@"--prime $'\xe9'", "never saw '\uFFFD' (U+FFFD); bytes on the command line that are not UTF-8 arrive as this")]
    public void APrimeThatWasNotMeantSoShowsWhatToType(string prime, string expected)
    {
        _scratch.TrainModel("m");
        Assert.Contains(expected, Charrnn.Shell(Cd($"charrnn sample m {prime}")).MustFailAtOnce(1), StringComparison.Ordinal);
        InFolder(@"charrnn sample m --prime $'Line 1\nLine' --length 5");
    }

    [Fact]
    public void APrimeForAModelOfBytesShowsIconv()
    {
        InFolder($"(cat {_scratch.Text}; echo 'café') | iconv -t LATIN1 >latin; charrnn train latin {Options} --checkpoint m");
        string message = Charrnn.Shell(Cd("charrnn sample m --prime café")).MustFailAtOnce(1);
        Assert.Contains(
            "never saw byte 0xC3; its symbols are bytes: encode the prime text as its text was, for instance ", message,
            StringComparison.Ordinal);
        string option = message.Split("for instance ")[1].Split("; else")[0].Replace("TEXT", "café", StringComparison.Ordinal);
        byte[] output = InFolder($"charrnn sample m --length 1 {option}").OutputBytes;
        Assert.Equal("caf\u00E9", Encoding.Latin1.GetString(output)[..4]);
    }

    [Theory]
    [InlineData("charrnn train $'\\xe9.txt'")]
    [InlineData("charrnn eval $'\\xe9.txt' text.txt")]
    [InlineData("charrnn sample $'\\xe9.txt'")]
    [InlineData("charrnn train text.txt --checkpoint $'\\xe9'")]
    [InlineData("charrnn train text.txt --log $'\\xe9'")]
    [InlineData("charrnn train text.txt --checkpoint $'\\xe9d/m'")]
    [InlineData("cd $'\\xe9d'; charrnn eval m t")]
    [InlineData("cd $'\\xe9d'; charrnn train /etc/hosts --checkpoint m")]
    public void ANameThatIsNotUtf8SaysSo(string command)
    {
        _ = _scratch.Text;
        InFolder("cp text.txt $'\\xe9.txt'; mkdir $'\\xe9d'; cp text.txt $'\\xe9d/t'");
        RunResult result = Charrnn.Shell(Cd(command));
        InFolder("charrnn train - --hidden 8 --iterations 1 --quiet --overwrite --checkpoint ok <$'\\xe9.txt'");

        // .NET could not remove them either.
        InFolder("rm -r $'\\xe9.txt' $'\\xe9d'");
        string message = result.MustFailAtOnce(1);
        Assert.Contains(
            "cannot be opened: its name, or that of a folder above it, has bytes that are not UTF-8; rename it", message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private string Cd(string script) => $"cd {_scratch["."]}; {script}";

    private RunResult InFolder(string script) => Charrnn.Shell(Cd(script)).MustSucceed();
}
