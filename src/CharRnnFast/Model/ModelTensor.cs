namespace CharRnnFast.Model;

/// <summary>
/// The model's tensors under the names and in the order of the checkpoint; shapes are min-char-rnn's, row-major and unpadded.
/// </summary>
public enum ModelTensor
{
    /// <summary>Input weights [H,V].</summary>
    Wxh,

    /// <summary>Recurrent weights [H,H].</summary>
    Whh,

    /// <summary>Output weights [V,H].</summary>
    Why,

    /// <summary>Hidden bias [H].</summary>
    bh,

    /// <summary>Output bias [V].</summary>
    by,

    /// <summary>Adagrad memory of <see cref="Wxh"/> [H,V].</summary>
    mWxh,

    /// <summary>Adagrad memory of <see cref="Whh"/> [H,H].</summary>
    mWhh,

    /// <summary>Adagrad memory of <see cref="Why"/> [V,H].</summary>
    mWhy,

    /// <summary>Adagrad memory of <see cref="bh"/> [H].</summary>
    mbh,

    /// <summary>Adagrad memory of <see cref="by"/> [V].</summary>
    mby,

    /// <summary>Hidden state before the next step [B,H].</summary>
    hprev,
}
