namespace CharRnnFast.Model;

/// <summary>The names of optimizers in files and on the command line.</summary>
internal static class OptimizerNames
{
    /// <summary>All, in the order of <see cref="Optimizer"/>.</summary>
    public static readonly string[] All = ["adagrad", "rmsprop", "adam"];

    /// <summary>The name of one.</summary>
    public static string Of(Optimizer optimizer) => All[(int)optimizer];

    /// <summary>The optimizer of a name; null: there is none.</summary>
    public static Optimizer? Parse(string name) => Array.IndexOf(All, name) is >= 0 and int index ? (Optimizer)index : null;
}
