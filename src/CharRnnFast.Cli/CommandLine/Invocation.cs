using CharRnnFast.Files;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// The program as it was called, for the commands that it prints: what was typed where that leads to it again, else its path.
/// </summary>
internal static class Invocation
{
    /// <summary>What the program calls itself.</summary>
    public const string StandardName = "charrnn";

    private const string Assembly = ".dll";
    private const string Host = "dotnet";

    /// <summary>
    /// The words before the command's own. Read once, as the program starts: later its file may have been replaced, and the system no
    /// longer tells where it was.
    /// </summary>
    public static string[] Words { get; } = Find(Environment.GetCommandLineArgs()[0], Environment.ProcessPath, AppContext.BaseDirectory);

    /// <summary>The arguments as they were typed.</summary>
    public static string[] Typed { get; } = Environment.GetCommandLineArgs().AsSpan(1).ToArray();

    /// <summary>
    /// The command as it was typed, quoted for the shell, with something else, as it stands, in place of a path: an argument's or an
    /// option's value, the first of several.
    /// </summary>
    public static string With(string path, string replacement) => $"{Of()} {Replace(Typed, path, replacement)}";

    /// <summary>A command of this program, quoted for the shell.</summary>
    public static string Of(params IEnumerable<string> words) => ShellQuoting.Join([.. Words, .. words]);

    internal static string Replace(string[] typed, string path, string replacement)
    {
        string[] words = Array.ConvertAll(typed, ShellQuoting.Quote);
        int at = Array.FindIndex(typed, word => word == path || IsOption(word) && word.EndsWith($"={path}", StringComparison.Ordinal));
        if (at >= 0) words[at] = IsOption(typed[at]) ? ShellQuoting.Quote(typed[at][..^path.Length]) + replacement : replacement;
        return string.Join(' ', words);

        bool IsOption(string word) => word != path && word.StartsWith("--", StringComparison.Ordinal);
    }

    /// <summary>
    /// The words that call a program again, by what the process was started as: under the JIT the path of the assembly; empty or anything
    /// else at the caller's will. The running file's path, links followed, is null where the system does not tell.
    /// </summary>
    internal static string[] Find(string typed, string? process, string folder)
    {
        if (process is null) return [typed.Length > 0 ? typed : StandardName];
        if (typed.EndsWith(Assembly, StringComparison.OrdinalIgnoreCase) && Path.GetFileNameWithoutExtension(process) == Host)
            return [LeadsTo(Host, process) ? Host : process, Path.Join(folder, Path.GetFileName(typed))];
        return [LeadsTo(typed, process) ? typed : process];
    }

    // A first word with an equals sign would be an assignment, and one that begins with a dash is what a login shell is called.
    private static bool LeadsTo(string word, string process)
    {
        if (word.Length == 0 || word.Contains('=', StringComparison.Ordinal) || word[0] == '-') return false;
        if (Path.GetFileName(word) != word) return FileTarget.Exists(word) && FileTarget.AreSame(word, process);
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? first = Array.Find(Array.ConvertAll(folders, folder => Path.Join(folder, word)), File.Exists);
        return first is not null && FileTarget.AreSame(first, process);
    }
}
