using CharRnnFast.Generators.Emission;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Parsing;
using CharRnnFast.Generators.Planning;
using Microsoft.CodeAnalysis;

namespace CharRnnFast.Generators;

/// <summary>Wires the stages: Parse, Plan, Emit, and the diagnostics branch.</summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var selection = Parse(context);
        var specs = selection.Select(static (all, _) => all.Specs).WithTrackingName(TrackingNames.Specs);
        var plans = Plan(specs);
        Emit(context, specs, plans);

        var diagnostics = selection.SelectMany(static (all, _) => all.Diagnostics).WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }

    private static IncrementalValueProvider<KernelSelection> Parse(IncrementalGeneratorInitializationContext context)
    {
        var candidates = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeParser.AttributeName,
                static (node, _) => AttributeParser.IsCandidate(node),
                static (attribute, _) => AttributeParser.Parse(attribute))
            .WithTrackingName(TrackingNames.Parse);
        var property = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => PropertyParser.Parse(options))
            .WithTrackingName(TrackingNames.Property);
        var project = context.CompilationProvider
            .Select(static (compilation, _) => ProjectParser.Parse(compilation))
            .WithTrackingName(TrackingNames.Project);
        return candidates.Collect().Combine(property).Combine(project)
            .Select(static (all, _) => KernelSelector.Select(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Selection);
    }

    private static IncrementalValuesProvider<WidthPlan> Plan(IncrementalValueProvider<EquatableArray<KernelSpec>> specs) =>
        specs.SelectMany(static (all, _) => ComputeWidths.Slots(all))
            .Where(static slot => slot.IsUsed)
            .WithTrackingName(TrackingNames.Widths)
            .SelectMany(static (slot, _) =>
                InstructionSet.All.Select(set => new WidthPlan(slot.Columns, set, TilePlanner.Plan(slot.Columns, set))))
            .WithTrackingName(TrackingNames.Plans);

    private static void Emit(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<EquatableArray<KernelSpec>> specs,
        IncrementalValuesProvider<WidthPlan> plans)
    {
        AddSources(
            plans.Select(static (plan, _) => new GeneratedSource(plan.HintName, WidthEmitter.Emit(plan.Tiles))),
            TrackingNames.WidthSources);
        AddSources(
            specs.SelectMany(static (all, _) => all.Count == 0 ? [] : InstructionSet.All)
                .Select(static (set, _) => new GeneratedSource($"{set.Name}Shared.g.cs", SharedEmitter.Emit(set))),
            TrackingNames.SharedSources);
        AddSources(
            specs.SelectMany(static (all, _) => all)
                .Select(static (spec, _) => new GeneratedSource(spec.HintName, KernelEmitter.Emit(spec))),
            TrackingNames.KernelSources);
        AddSources(
            specs.SelectMany(static (all, _) => all.Count == 0 ? [] : new[] { all })
                .Select(static (all, _) => new GeneratedSource("RnnKernelTable.g.cs", TableEmitter.Emit(all))),
            TrackingNames.TableSource);

        void AddSources(IncrementalValuesProvider<GeneratedSource> sources, string trackingName) =>
            context.RegisterSourceOutput(
                sources.WithTrackingName(trackingName),
                static (output, source) => output.AddSource(source.HintName, source.Text));
    }
}
