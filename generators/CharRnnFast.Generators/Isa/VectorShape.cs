namespace CharRnnFast.Generators.Isa;

/// <summary>One register width: its lanes and the words that are emitted for its operations.</summary>
/// <param name="Lanes">Floats in a register.</param>
/// <param name="Type">The C# type of a register.</param>
/// <param name="LanesType">The library's lanes of this width, for what is written once for all of them.</param>
/// <param name="LoadFormat">The register at address {0}.</param>
/// <param name="StoreFormat">A statement: register {1} to address {0}.</param>
/// <param name="MultiplyAddFormat">{0} * {1} + {2}, fused.</param>
/// <param name="BroadcastFormat">The float at address {0} in every lane.</param>
internal sealed record VectorShape(
    int Lanes,
    string Type,
    string LanesType,
    string LoadFormat,
    string StoreFormat,
    string MultiplyAddFormat,
    string BroadcastFormat)
{
    public string Load(string address) => string.Format(LoadFormat, address);

    public string Store(string address, string value) => string.Format(StoreFormat, address, value);

    /// <summary>a * b + c, fused.</summary>
    public string MultiplyAdd(string a, string b, string c) => string.Format(MultiplyAddFormat, a, b, c);

    /// <summary>The float at an address in every lane.</summary>
    public string Broadcast(string address) =>
        string.Format(BroadcastFormat, BroadcastFormat.Contains('*') && address.Contains(' ') ? $"({address})" : address);
}
