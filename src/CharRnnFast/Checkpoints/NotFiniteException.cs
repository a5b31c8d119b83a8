using CharRnnFast.Files;
using CharRnnFast.Model;

namespace CharRnnFast.Checkpoints;

/// <summary>A model that could not be read again, and was not written.</summary>
internal sealed class NotFiniteException(TensorSpec tensor, string path)
    : PathFaultException(Messages.IsNoLongerFinite(tensor.Name, path), path)
{
    /// <summary>Where its first infinity or NaN is, as files name it.</summary>
    public string Tensor { get; } = tensor.Name;
}
