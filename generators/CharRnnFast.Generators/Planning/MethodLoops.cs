using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>The innermost loops of a generated method.</summary>
/// <param name="Name">The method.</param>
/// <param name="MultiplyAdds">Fused multiply-adds of vectors in a round of each loop, in order.</param>
internal sealed record MethodLoops(string Name, EquatableArray<int> MultiplyAdds);
