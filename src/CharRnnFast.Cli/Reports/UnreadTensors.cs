using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Reports;

/// <summary>That a PyTorch module has more than a recurrent network and an output layer: with them it may compute something else.</summary>
internal static class UnreadTensors
{
    private const int Named = 3;

    /// <summary>Warns, also with <c>--quiet</c>, of a model that has such tensors.</summary>
    public static void Warn(Checkpoint model, StandardError error)
    {
        if (model.Unread.Count == 0) return;
        List<string> names = [];
        for (int i = 0; i < Math.Min(Named, model.Unread.Count); i++) names.Add(model.Unread[i]);
        string more = model.Unread.Count > Named ? $" and {model.Unread.Count - Named} more" : "";
        error.Warning(
            $"warning: {Display.Path(model.Path)} has tensors that are not read, {string.Join(", ", names)}{more}: " +
            "if its module computes with them, this is another model");
    }
}
