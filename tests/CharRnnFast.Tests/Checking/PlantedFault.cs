namespace CharRnnFast.Tests.Checking;

/// <summary>What one gate's part of a gradient suffers.</summary>
public enum PlantedFault
{
    /// <summary>All of it times 1.01: a factor of the chain rule is slightly wrong.</summary>
    Scaled,

    /// <summary>A sign is wrong.</summary>
    Negated,

    /// <summary>A term is forgotten.</summary>
    Missing,

    /// <summary>The rows of the next gate stand in its place.</summary>
    OtherGate,
}
