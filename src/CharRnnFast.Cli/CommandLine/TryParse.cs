using System.Diagnostics.CodeAnalysis;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The value that a text stands for, or false where it is none of those allowed.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);
