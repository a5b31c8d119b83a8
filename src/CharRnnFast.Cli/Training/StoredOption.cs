using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using static CharRnnFast.Cli.Training.ResumeRule;

namespace CharRnnFast.Cli.Training;

/// <summary>Whether a resumed run may be given another value than the stored one.</summary>
internal enum ResumeRule
{
    /// <summary>It holds from the next step on.</summary>
    MayDiffer,

    /// <summary>It would make another model.</summary>
    MustEqual,

    /// <summary>A new run on another text may choose it anew.</summary>
    MustEqualOnSameText,
}

/// <summary>An option whose value checkpoints hold, whatever its type.</summary>
internal interface IStoredOption
{
    /// <summary>Compares what is given with what is stored.</summary>
    /// <exception cref="UsageException">They differ, and may not.</exception>
    void CheckResumed(Checkpoint file, bool isNewText);
}

/// <summary>
/// An option whose value checkpoints hold: a resumed run takes it from there. <c>storedIn</c> is null where a file does not hold it.
/// </summary>
internal sealed class StoredOption<T>(
    Command command, string name, string description, ValueKind<T> kind, T byDefault, Func<Checkpoint, T?> storedIn,
    ResumeRule rule = MayDiffer)
    : Option<T>(command, name, description, kind, byDefault), IStoredOption
    where T : struct
{
    /// <summary>The value that means the stored one; null: there is none such.</summary>
    public T? AsStored { get; init; }

    /// <summary>The given value, else the one that a resumed checkpoint holds; null: nobody has chosen one.</summary>
    public T? Chosen(Checkpoint? resumed) => IsGiven ? Value : resumed is null ? null : storedIn(resumed);

    /// <summary>The given value, else the one that a resumed checkpoint holds, else the default.</summary>
    public T Over(Checkpoint? resumed) => Chosen(resumed) ?? Value;

    /// <inheritdoc/>
    public void CheckResumed(Checkpoint file, bool isNewText)
    {
        bool mayDiffer = rule == MayDiffer || (isNewText && rule == MustEqualOnSameText);
        if (IsGiven && !mayDiffer && !Value.Equals(AsStored) && storedIn(file) is T stored && !Value.Equals(stored))
        {
            throw new UsageException(rule == MustEqualOnSameText
                ? Messages.DiffersOnSameText(Name, Show(Value), Show(stored), file.Path)
                : Messages.DiffersFromStored(Name, Show(Value), Show(stored), file.Path));
        }
    }
}
