using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>Reads a command line, literally, into the arguments and options of its command.</summary>
internal sealed class CommandLineParser
{
    private readonly Command _root;
    private readonly Command _command;

    private CommandLineParser(Command root, string typed)
    {
        _root = root;
        _command = FindCommand(root, typed);
    }

    /// <summary>The command to run, or to describe.</summary>
    /// <exception cref="UsageException">Something is unknown, repeated, missing, too much, or no value of its option.</exception>
    public static (Command Command, bool AsksForHelp) Parse(Command root, string[] tokens)
    {
        if (tokens.Length == 0) return (root, AsksForHelp: true);
        WrongPlace.CheckHelp(root, tokens);
        if (tokens[0].StartsWith('-')) return (root, ReadRootOption(root, tokens) == root.Help);
        CommandLineParser parser = new(root, tokens[0]);
        parser.ReadTokens(tokens.AsSpan(1));
        if (parser._command.Name == HelpCommand.Name) return (parser.CommandToDescribe, AsksForHelp: true);
        if (parser._command.Help.IsGiven) return (parser._command, AsksForHelp: true);
        parser.ReadValues();
        return (parser._command, AsksForHelp: false);
    }

    private Command CommandToDescribe =>
        _command.Arguments[0].Value is string typed && typed != HelpCommand.Name ? FindCommand(_root, typed) : _root;

    private static string Names(Command root) => string.Join(", ", root.Names);

    private static Option ReadRootOption(Command root, string[] tokens)
    {
        Option option = root.Find(tokens[0]) ?? throw UnknownRootOption(root, tokens[0]);
        return tokens.Length == 1 ? option : throw new UsageException(Messages.StandsAlone(tokens[0], tokens[1]));
    }

    private static UsageException UnknownRootOption(Command root, string typed) =>
        Synonyms.Of(typed, [.. root.Options.ConvertAll(option => option.Name)]) is string meant
            ? new(Messages.UnknownOption(typed, meant, Invocation.Of(root.Help.Name)))
            : new(Messages.OptionWithoutCommand(typed, Names(root)));

    private static Command FindCommand(Command root, string typed) =>
        root.Commands.Find(command => command.Name == typed) ?? throw UnknownCommand(root, typed);

    // "version" means the option; a text's or a model's path, that the command was forgotten.
    private static UsageException UnknownCommand(Command root, string typed)
    {
        string[] names = root.Names;
        string nearest = File.Exists(typed)
            ? ShellQuoting.Join(Path.GetExtension(typed) == Path.GetExtension(TrainOptions.DefaultCheckpoint) ? "sample" : "train", typed)
            : Synonyms.Of(typed, [.. names, .. root.Options.ConvertAll(option => option.Name)]) ?? NearestName.Of(typed, names);
        return new(Messages.UnknownCommand(typed, nearest, Names(root)));
    }

    private void ReadTokens(ReadOnlySpan<string> tokens)
    {
        while (!tokens.IsEmpty)
        {
            string token = tokens[0];
            tokens = tokens[1..];
            if (token == "--")
            {
                foreach (string argument in tokens) AddArgument(argument);
                return;
            }

            if (token.StartsWith('-') && token != "-") ReadOption(token, ref tokens);
            else AddArgument(token);
        }
    }

    private void ReadOption(string token, ref ReadOnlySpan<string> rest)
    {
        int equals = token.IndexOf('=');
        string name = equals < 0 ? token : token[..equals];
        Option option = _command.Find(name) ?? throw UnknownOption(name);
        string text = equals < 0 ? "" : token[(equals + 1)..];
        if (option.IsGiven) throw new UsageException(Messages.GivenTwice(option.Name));
        if (option.Kind is null && equals >= 0) throw new UsageException(Messages.TakesNoValue(option.Name, token[equals..]));
        if (option.Kind is ValueKind kind && equals < 0)
        {
            text = ValueAfter(option, kind.Allowed, rest);
            rest = rest[1..];
        }

        option.Give(text);
    }

    private static string ValueAfter(Option option, string allowed, ReadOnlySpan<string> rest)
    {
        if (rest.IsEmpty) throw new UsageException(Messages.NeedsAValue(option.Name, allowed));
        if (!rest[0].StartsWith("--", StringComparison.Ordinal)) return rest[0];
        throw new UsageException(Messages.ValueLooksLikeAnOption(option.Name, rest[0], allowed));
    }

    private void AddArgument(string value)
    {
        Argument? taker = _command.Arguments.Find(argument => !argument.IsFull);
        if (taker is not null)
        {
            taker.Values.Add(value);
            return;
        }

        string takes = string.Join(" and ", _command.Arguments.ConvertAll(argument => $"one {argument.Name}"));
        throw new UsageException(Messages.UnexpectedArgument(value, _command.Name, takes.Length > 0 ? takes : "no argument"));
    }

    private void ReadValues()
    {
        if (_command.Arguments.Find(argument => argument.IsMissing) is Argument missing)
            throw new UsageException(Messages.ArgumentIsMissing(_command.Name, missing.Name, missing.Description));
        foreach (Argument argument in _command.Arguments) argument.Check();
        foreach (Option option in _command.Options)
            if (option.IsGiven) option.Read();
    }

    // The nearest by meaning goes before the nearest by spelling.
    private UsageException UnknownOption(string typed)
    {
        string help = Invocation.Of(_command.Name, _command.Help.Name);
        string[] options = [.. _command.Options.ConvertAll(option => option.Name)];
        string[] arguments = [.. _command.Arguments.ConvertAll(argument => argument.Name)];
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

/// <summary>A command line that is wrong whatever the files hold: exit code 2. The message is one line, <c>WHAT; WHAT TO DO</c>.</summary>
internal sealed class UsageException(string message) : Exception(message);
