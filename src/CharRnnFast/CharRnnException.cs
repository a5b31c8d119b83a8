namespace CharRnnFast;

/// <summary>
/// Work that failed for a reason the user can act on: a file missing, unreadable, damaged or in the way, a text unusable. Its message is
/// one line,
/// <c>WHAT; WHAT TO DO</c>, without the program's name; an executable shows it as it stands and exits with 1.
/// </summary>
public class CharRnnException(string message, Exception? inner = null) : Exception(message, inner);
