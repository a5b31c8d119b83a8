namespace CharRnnFast.Cli.Sampling;

/// <summary>The form in which samples go to standard output.</summary>
internal interface ISampleOutput
{
    /// <summary>Begins the sample of a number, from 0.</summary>
    void Begin(long number, long seed);

    /// <summary>A symbol of the prime text.</summary>
    void WritePrime(ReadOnlySpan<byte> symbol);

    /// <summary>The prime text has ended.</summary>
    void EndPrime();

    /// <summary>A generated symbol.</summary>
    void Write(ReadOnlySpan<byte> symbol);

    /// <summary>Ends the sample and sends it out.</summary>
    void End();
}
