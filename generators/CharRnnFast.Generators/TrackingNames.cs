namespace CharRnnFast.Generators;

/// <summary>Names of the stages, by which tests see what an edit runs again.</summary>
internal static class TrackingNames
{
    public const string Parse = nameof(Parse);
    public const string Property = nameof(Property);
    public const string Project = nameof(Project);
    public const string Selection = nameof(Selection);
    public const string Diagnostics = nameof(Diagnostics);
    public const string Widths = nameof(Widths);
    public const string Plans = nameof(Plans);
    public const string RoutineSources = nameof(RoutineSources);
    public const string TableSource = nameof(TableSource);
}
