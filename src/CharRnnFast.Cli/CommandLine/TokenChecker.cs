using System.CommandLine;
using System.CommandLine.Help;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// Checks the user's tokens before they are parsed, and rewrites them so that they can be read in one way only:
/// the program's name, COMMAND, then each option as one token <c>--name=value</c>, then <c>--</c> and the other arguments. Left alone,
/// System.CommandLine takes an unknown option for a value or a file, a repeated one for its last value, <c>--name:value</c> for
/// <c>--name=value</c>, and a first word that the program happens to be called by for the program.
/// </summary>
internal sealed class TokenChecker
{
    private const string Help = "--help";

    private readonly Command _root;
    private readonly Command _command;
    private readonly IReadOnlyList<Option> _options;
    private readonly HashSet<Option> _given = [];
    private readonly List<string> _optionTokens = [];
    private readonly List<string> _arguments = [];

    private TokenChecker(Command root, Command command)
    {
        _root = root;
        _command = command;
        _options = [.. command.Options, .. root.Options.Where(option => option.Recursive)];
    }

    /// <summary>The tokens for the parser.</summary>
    /// <exception cref="UsageException">Something is unknown, repeated, missing or too much.</exception>
    public static IReadOnlyList<string> Check(Command root, string[] tokens)
    {
        if (tokens.Length == 0) return [root.Name, Help];
        if (tokens[0].StartsWith('-')) return [root.Name, CheckRootOption(root, tokens)];
        TokenChecker checker = new(root, FindCommand(root, tokens[0]));
        checker.Read(tokens.AsSpan(1));
        checker.CheckArguments();
        return [root.Name, .. checker.Tokens];
    }

    private string[] Tokens => _command.Name == HelpCommand.Name
        ? [.. _arguments.Select(argument => FindCommand(_root, argument).Name).Where(name => name != HelpCommand.Name), Help]
        : [_command.Name, .. _optionTokens, "--", .. _arguments];

    private static string CheckRootOption(Command root, string[] tokens)
    {
        if (Find(root.Options, tokens[0]) is null) throw UnknownRootOption(root, tokens[0]);
        if (tokens.Length > 1)
            throw new UsageException(Messages.StandsAlone(tokens[0], tokens[1]));
        return tokens[0];
    }

    private static UsageException UnknownRootOption(Command root, string typed) =>
        Synonyms.Of(typed, [.. root.Options.Select(option => option.Name)]) is string meant
            ? new(Messages.UnknownOption(typed, meant, Invocation.Of(Help)))
            : new(Messages.OptionWithoutCommand(typed, Names(root)));

    private static Command FindCommand(Command root, string typed) =>
        root.Subcommands.FirstOrDefault(command => command.Name == typed) ?? throw UnknownCommand(root, typed);

    // "version" means the option; a text's or a model's path, that the command was forgotten.
    private static UsageException UnknownCommand(Command root, string typed)
    {
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        string nearest = File.Exists(typed)
            ? ShellQuoting.Join(Path.GetExtension(typed) == Path.GetExtension(TrainOptions.DefaultCheckpoint) ? "sample" : "train", typed)
            : Synonyms.Of(typed, [.. names, .. root.Options.Select(option => option.Name)]) ?? NearestName.Of(typed, names);
        return new(Messages.UnknownCommand(typed, nearest, Names(root)));
    }

    private static string Names(Command root) => string.Join(", ", root.Subcommands.Select(command => command.Name));

    private static Option? Find(IEnumerable<Option> options, string name) =>
        options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private void Read(ReadOnlySpan<string> tokens)
    {
        while (!tokens.IsEmpty)
        {
            string token = tokens[0];
            if (token == "--")
            {
                foreach (string argument in tokens[1..]) AddArgument(argument);
                return;
            }

            bool isOption = token.StartsWith('-') && token != "-";
            tokens = isOption ? ReadOption(tokens) : tokens[1..];
            if (!isOption) AddArgument(token);
        }
    }

    private void AddArgument(string argument)
    {
        int most = _command.Arguments.Sum(taken => taken.Arity.MaximumNumberOfValues);
        if (_arguments.Count == most)
        {
            string takes = most == 0 ? "no argument" : string.Join(" and ", _command.Arguments.Select(taken => $"one {taken.Name}"));
            throw new UsageException(Messages.UnexpectedArgument(argument, _command.Name, takes));
        }

        _arguments.Add(argument);
    }

    private void CheckArguments()
    {
        bool asksForHelp = _given.Any(option => option is HelpOption);
        if (asksForHelp || _arguments.Count >= _command.Arguments.Sum(taken => taken.Arity.MinimumNumberOfValues)) return;
        Argument missing = _command.Arguments[_arguments.Count];
        throw new UsageException(Messages.ArgumentIsMissing(_command.Name, missing.Name, missing.Description!));
    }

    private ReadOnlySpan<string> ReadOption(ReadOnlySpan<string> tokens)
    {
        string token = tokens[0];
        int equals = token.IndexOf('=');
        string name = equals < 0 ? token : token[..equals];
        Option option = Find(_options, name) ?? throw UnknownOption(name);
        if (!_given.Add(option)) throw new UsageException(Messages.GivenTwice(option.Name));
        if (option is not IValueOption valued)
        {
            if (equals >= 0) throw new UsageException(Messages.TakesNoValue(option.Name, token[equals..]));
            _optionTokens.Add(option.Name);
            return tokens[1..];
        }

        if (equals >= 0)
        {
            AddOption(option.Name, token[(equals + 1)..]);
            return tokens[1..];
        }

        AddOption(option.Name, ValueAfter(option, valued, tokens[1..]));
        return tokens[2..];
    }

    // The parser takes an empty value as a token of its own only.
    private void AddOption(string name, string value) => _optionTokens.AddRange(value.Length > 0 ? [$"{name}={value}"] : [name, value]);

    private static string ValueAfter(Option option, IValueOption valued, ReadOnlySpan<string> rest)
    {
        if (rest.IsEmpty) throw new UsageException(Messages.NeedsAValue(option.Name, valued.Allowed));
        if (!rest[0].StartsWith("--", StringComparison.Ordinal)) return rest[0];
        throw new UsageException(Messages.ValueLooksLikeAnOption(option.Name, rest[0], valued.Allowed));
    }

    // The nearest by meaning goes before the nearest by spelling.
    private UsageException UnknownOption(string typed)
    {
        string help = Invocation.Of(_command.Name, Help);
        string[] options = [.. _options.Select(option => option.Name)];
        string[] arguments = [.. _command.Arguments.Select(argument => argument.Name)];
        if (Synonyms.Of(typed, [.. options, .. arguments]) is not string meant)
        {
            return Synonyms.WhyMissing(typed) is string reason
                ? new(Messages.HasNoSuchOption(typed, reason, help))
                : WrongPlace.OfOption(_root, _command, typed) ?? new(Messages.UnknownOption(typed, NearestName.Of(typed, options), help));
        }

        return arguments.Contains(meant)
            ? new(Messages.IsGivenWithoutOption(typed, meant, Invocation.Of([_command.Name, .. arguments])))
            : new(Messages.UnknownOption(typed, meant, help));
    }
}
