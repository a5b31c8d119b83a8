using System.Text;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>What a run of the executable left.</summary>
internal sealed record RunResult(int ExitCode, byte[] OutputBytes, string Messages)
{
    /// <summary>Standard output as text.</summary>
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    /// <summary>The last line of standard error.</summary>
    public string LastMessage => Messages.TrimEnd('\n').Split('\n')[^1];

    /// <summary>The run, which must have ended well.</summary>
    public RunResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Messages}");
        return this;
    }

    /// <summary>The one line of the error that the run must have ended with, before it had begun.</summary>
    public string MustFailAtOnce(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}: {Messages}");
        Assert.Empty(OutputBytes);
        Assert.Matches(@"\Acharrnn: [^\n]+; [^\n]+\n\z", Messages);
        return LastMessage;
    }

    /// <summary>The error of a quiet run whose save failed, after what the file still holds and the command that resumes it.</summary>
    public string MustFailKept()
    {
        Assert.True(ExitCode == 1, $"exit code {ExitCode}: {Messages}");
        Assert.Matches(
            @"\Acharrnn: stopped at iteration \d+; [^\n]+ still holds iteration \d+\ncharrnn: resume: [^\n]+\ncharrnn: [^\n]+; [^\n]+\n\z",
            Messages);
        return LastMessage;
    }

    /// <summary>The error that a quiet run ended with after it had saved its model and shown the command that resumes it.</summary>
    public string MustFailSaved()
    {
        Assert.True(ExitCode == 1, $"exit code {ExitCode}: {Messages}");
        Assert.Matches(
            @"\Acharrnn: stopped at iteration \d+; saved [^\n]+\n(charrnn: [^\n]+\n)?charrnn: resume: [^\n]+\ncharrnn: [^\n]+; [^\n]+\n\z",
            Messages);
        return LastMessage;
    }
}
