namespace CharRnnFast.Cli.CommandLine;

/// <summary>An option with a value, whatever the value's type.</summary>
internal interface IValueOption
{
    /// <summary>The values it takes, to follow "give": "an integer from 1 to 1024".</summary>
    string Allowed { get; }
}
