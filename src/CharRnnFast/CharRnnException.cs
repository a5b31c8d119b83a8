namespace CharRnnFast;

/// <summary>
/// Work that failed for a reason the user can act on: a file missing, unreadable, damaged or in the way, a text unusable. Its message is
/// one line, <c>WHAT; WHAT TO DO</c>, without the program's name. Where what to do has other names in each program, options for one, the
/// fault is of a type of its own, with the values that the message is made of.
/// </summary>
public class CharRnnException(string message, Exception? inner = null) : Exception(message, inner);
