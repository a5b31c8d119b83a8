using Xunit;

namespace CharRnnFast.Tests.Files;

/// <summary>Messages of work that fails as it should.</summary>
public static class Failure
{
    /// <summary>The message, which has to be one line of the form WHAT; WHAT TO DO.</summary>
    public static string MessageOf(Action action)
    {
        string message = Assert.ThrowsAny<CharRnnException>(action).Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.Matches("^[^;]+; [^;]+$", message);
        return message;
    }
}
