namespace CharRnnFast.Text;

/// <summary>What to do with symbols outside a model's vocabulary.</summary>
internal enum UnknownSymbols
{
    /// <summary>They are an error.</summary>
    Refuse,

    /// <summary>They are left out.</summary>
    Skip,
}
