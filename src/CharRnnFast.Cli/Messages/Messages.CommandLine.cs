namespace CharRnnFast.Cli;

/// <content>Command lines that are wrong.</content>
internal static partial class Messages
{
    public static string BothGiveThePrime() => "--prime and --prime-file both give the prime text; give one of them";

    public static string FirstSampleNeverEnds() =>
        "--count asks for more samples, but with --length 0 the first never ends; give a --length, or a --stop text";

    public static string NoSampleEverEnds() =>
        "--json writes whole samples, but with --length 0 none ever ends; give a --length, or a --stop text";

    public static string SeedsEnd(long largest) => $"--seed and --count go past the largest seed, {largest}; lower one of them";

    public static string TooManyLogs(int logs, int most) => $"{logs} logs are given; give {most} at most";

    public static string BothSayWhenToStop() => "--iterations and --epochs both say when to stop; give one of them";

    public static string LogIsMissing() => "--log-every says how often --log is written, which is missing; give --log PATH too";

    public static string ModelIsMissing() =>
        "--new-text says what to do with the model of --resume, which is missing; give --resume PATH too";

    public static string WouldEmptyResumed(string path, string resumed) =>
        $"saving to {Display.Path(path)} would first empty {Display.Path(resumed)}, which --resume reads; rename {Display.Path(resumed)}";

    public static string NothingToBePatientFor() =>
        "--patience counts validations, but without --validation there are none; give --validation X too";

    public static string ValidationIsMissing() =>
        "--validation-every says how often to validate, but --validation is missing; give --validation X too";

    public static string WouldBeOneFile(string option, string other, string path, string remedy) =>
        $"{option} and {other} would be one file, {Display.Path(path)}; {remedy}";

    public static string DiffersFromStored(string option, string given, string stored, string path) =>
        $"{option} {given} differs from the {stored} in {Display.Path(path)}; leave the option out, or start a fresh run";

    public static string DiffersOnSameText(string option, string given, string stored, string path) =>
        $"{option} {given} differs from the {stored} in {Display.Path(path)}; " +
        "leave the option out, begin a new run from that model with --new-text, or start a fresh run";

    public static string OptionWithoutCommand(string option, string commands) =>
        $"unknown option {Display.Path(option)}; options follow a command: {commands}";

    public static string StandsAlone(string option, string other) =>
        $"{option} stands alone, {Display.Path(other)} is too much; leave one of them out";

    public static string UnknownCommand(string typed, string nearest, string commands) =>
        $"unknown command {Display.Path(typed)}; did you mean {nearest}? The commands are {commands}";

    public static string UnexpectedArgument(string argument, string command, string takes) =>
        $"unexpected argument {Display.Path(argument)}; {command} takes {takes}";

    public static string ArgumentIsMissing(string command, string argument, string description) =>
        $"{command} needs a {argument}; give {description}";

    public static string StandardInputIsGivenTwice() => "- is given twice, but standard input can be read only once; give it once";

    public static string GivenTwice(string option) => $"{option} is given twice; give it once";

    public static string TakesNoValue(string option, string value) => $"{option} takes no value; leave {Display.Path(value)} out";

    public static string NeedsAValue(string option, string allowed) => $"{option} needs a value; give {allowed}";

    public static string ValueLooksLikeAnOption(string option, string next, string allowed) =>
        $"{option} needs a value, but {Display.Path(next)} follows; give {allowed}, or write {option}={Display.Path(next)}";

    public static string NeedsAFile(string name) =>
        $"{name} does not take -, which stands for standard input or output; give the path of a file (./- is one of that name)";

    public static string UnknownOption(string typed, string nearest, string help) =>
        $"unknown option {Display.Path(typed)}; did you mean {nearest}? See {help}";

    public static string HasNoSuchOption(string typed, string reason, string help) =>
        $"unknown option {Display.Path(typed)}, and none like it, as {reason}; leave it out, or see {help}";

    public static string IsOptionOf(string typed, string command, string option, string other, string help) =>
        $"unknown option {Display.Path(typed)}; {option} is an option of {other}, and {command} has none like it: " +
        $"leave it out, or see {help}";

    public static string AsksForHelp(string typed, string command) =>
        $"{Display.Path(typed)} does not exist; give the path of a file, or see the help: {command}";

    public static string IsGivenWithoutOption(string typed, string argument, string usage) =>
        $"unknown option {Display.Path(typed)}; give {argument} without an option: {usage}";

    public static string DoesNotTake(string option, string value, string allowed) =>
        $"{option} does not take {(value.Length > 0 ? Display.Path(value) : "''")}; give {allowed}";
}
