using CharRnnFast.Files;

namespace CharRnnFast.Checkpoints;

/// <summary>A whole model that a save has left in its temporary file, and that the next save would lose.</summary>
internal sealed class LeftoverModelException(string path, long iteration)
    : PathFaultException(Messages.IsAWholeModel(path, iteration), path)
{
    /// <summary>Steps that the model has done.</summary>
    public long Iteration { get; } = iteration;
}
