namespace CharRnnFast.Generators.Isa;

/// <summary>One register width: its lanes and the words that are emitted for its operations.</summary>
/// <remarks>
/// The C# type of a register, and the library's lanes of this width, for what is written once for all of them. Formats: the register at
/// address {0}; a statement, register {1} to address {0}; {0} * {1} + {2}, fused; the float at address {0} in every lane.
/// </remarks>
internal sealed record VectorShape(
    int Lanes, string Type, string LanesType, string LoadFormat, string StoreFormat, string MultiplyAddFormat, string BroadcastFormat)
{
    public string Load(string address) => string.Format(LoadFormat, address);

    public string Store(string address, string value) => string.Format(StoreFormat, address, value);

    public string MultiplyAdd(string a, string b, string c) => string.Format(MultiplyAddFormat, a, b, c);

    public string Broadcast(string address) =>
        string.Format(BroadcastFormat, BroadcastFormat.Contains('*') && address.Contains(' ') ? $"({address})" : address);
}
