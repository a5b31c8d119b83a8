namespace CharRnnFast.Tests.Robustness;

/// <summary>A damaged file.</summary>
/// <param name="Kind">How it was damaged.</param>
/// <param name="Bytes">The file.</param>
/// <param name="MustBeRefused">Whether the checks have to catch it: it cannot be a whole checkpoint any more.</param>
internal sealed record Mutation(string Kind, byte[] Bytes, bool MustBeRefused);
