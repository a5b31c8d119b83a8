using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Evaluation;

/// <summary>The hidden state that a text starts from.</summary>
internal enum StartState
{
    /// <summary>The one that training was in, stream 0's, after a line feed where the vocabulary has one.</summary>
    Stored,

    /// <summary>0 in every unit, which training hardly ever meets.</summary>
    Zero,
}

/// <summary>The option that chooses it.</summary>
internal static class StartStateOption
{
    private static ValueKind<StartState> Kind { get; } = ValueKind.Choice([StartState.Stored, StartState.Zero], "stored", "zero");

    /// <summary>Makes it an option of a command.</summary>
    public static Option<StartState> AddTo(Command command) =>
        new(command, "--state", "the hidden state to start from: the one that training was in, or 0", Kind, StartState.Stored);

    /// <summary>The state to start from: without the option, 0 where the file holds none.</summary>
    /// <exception cref="CharRnnException">The stored one is asked for, and there is none.</exception>
    public static StartState Choose(Option<StartState> option, Checkpoint checkpoint)
    {
        if (checkpoint.HasState) return option.Value;
        if (option is { IsGiven: true, Value: StartState.Stored }) throw new CharRnnException(Messages.HasNoHiddenState(checkpoint.Path));
        return StartState.Zero;
    }

    /// <summary>The word that stands for it in JSON, as on the command line.</summary>
    public static string NameOf(StartState state) => Kind.Show(state);
}
