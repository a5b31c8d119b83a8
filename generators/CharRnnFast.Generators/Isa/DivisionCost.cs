namespace CharRnnFast.Generators.Isa;

/// <summary>What an update's square root and division take on a kind of processor.</summary>
/// <param name="Processor">The kind.</param>
/// <param name="MultiplyAdds">Multiply-adds of an element that take as long as its root and division, in the widest registers.</param>
internal sealed record DivisionCost(string Processor, int MultiplyAdds);
