using CharRnnFast.Generators.Emission;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Parsing;
using CharRnnFast.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CharRnnFast.Generators;

/// <summary>Wires the stages: Parse, Plan, Emit, and the diagnostics branch.</summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var selection = Parse(context);
        var widths = selection.Select(static (all, _) => all.Widths);
        var plans = widths.SelectMany(static (all, _) => all.Slots)
            .Where(static columns => columns != 0)
            .WithTrackingName(TrackingNames.Widths)
            .SelectMany(static (columns, _) => InstructionSet.Vector.Select(set => TilePlanner.Plan(columns, set)))
            .WithTrackingName(TrackingNames.Plans);
        AddSources(plans.SelectMany(static (plan, _) => RoutinesEmitter.Emit(plan)), TrackingNames.RoutineSources);
        AddSources(
            widths.SelectMany(static (all, _) => all == TableWidths.None ? [] : new[] { TableEmitter.Emit(all) }),
            TrackingNames.TableSource);

        // So that the one message is what to set in the project file, and none that the table does not exist.
        var blocked = selection.Select(static (all, _) => all.IsBlocked);
        context.RegisterSourceOutput(blocked, static (output, isBlocked) =>
        {
            if (isBlocked) output.AddSource(TableEmitter.FileName, TableEmitter.Blocked);
        });

        var diagnostics = selection.SelectMany(static (all, _) => all.Diagnostics).WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));

        void AddSources(IncrementalValuesProvider<GeneratedSource> sources, string trackingName) =>
            context.RegisterSourceOutput(
                sources.WithTrackingName(trackingName),
                static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private static IncrementalValueProvider<WidthSelection> Parse(IncrementalGeneratorInitializationContext context)
    {
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeParser.AttributeName,
                static (node, _) => node is CompilationUnitSyntax,
                static (attributes, _) => AttributeParser.Parse(attributes))
            .WithTrackingName(TrackingNames.Parse);
        var property = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => PropertyParser.Parse(options))
            .WithTrackingName(TrackingNames.Property);
        var project = context.CompilationProvider
            .Select(static (compilation, _) => ProjectParser.Parse(compilation))
            .WithTrackingName(TrackingNames.Project);
        return files.Collect().Combine(property).Combine(project)
            .Select(static (all, _) => WidthSelector.Select(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Selection);
    }
}
