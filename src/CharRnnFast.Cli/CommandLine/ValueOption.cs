using System.CommandLine;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>An option that takes exactly one value, and can say which values it takes.</summary>
internal sealed class ValueOption<T> : Option<T>, IValueOption
{
    /// <param name="name">With its two dashes.</param>
    /// <param name="helpName">What stands for the value in the help.</param>
    /// <param name="description">For the help.</param>
    /// <param name="allowed">The values it takes, to follow "give".</param>
    /// <param name="parse">The value of a text, or false.</param>
    public ValueOption(string name, string helpName, string description, string allowed, TryParse<T> parse)
        : base(name)
    {
        HelpName = helpName;
        Description = description;
        Allowed = allowed;
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (parse(text, out T? value)) return value;
            result.AddError(Messages.DoesNotTake(name, text, allowed));
            return default!;
        };
    }

    /// <inheritdoc/>
    public string Allowed { get; }
}
