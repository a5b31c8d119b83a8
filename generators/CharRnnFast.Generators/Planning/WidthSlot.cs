namespace CharRnnFast.Generators.Planning;

/// <summary>A possible compute width and whether a kernel uses it.</summary>
internal readonly record struct WidthSlot(int Columns, bool IsUsed);
