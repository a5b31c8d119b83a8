using CharRnnFast.Generators.Emission;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Planning;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>The planned loops against the text that is generated.</summary>
public sealed class PlannedLoopsTests
{
    private static readonly Gen<TilePlan> Plans = Gen.Select(
        Gen.Int[1, KernelSize.Max / KernelSize.WidthStep].Select(steps => steps * KernelSize.WidthStep),
        Gen.OneOf(InstructionSet.Vector.ToArray()),
        TilePlanner.Plan);

    [Fact]
    public void They_are_those_of_the_generated_text() => Plans.Sample(
        plan => Assert.Equal(
            PlannedLoops.Of(plan).Select(Show).Order(StringComparer.Ordinal),
            RoutinesEmitter.Emit(plan).SelectMany(source => LoopsIn(source.Text)).Select(Show).Order(StringComparer.Ordinal)),
        seed: "0000wGm0Nf23");

    private static string Show(MethodLoops method) => $"{method.Name}: {string.Join(", ", method.MultiplyAdds)}";

    private static IEnumerable<MethodLoops> LoopsIn(string text)
    {
        foreach (var method in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            var loops = method.DescendantNodes().OfType<ForStatementSyntax>().Where(IsInnermost).Select(MultiplyAdds).Where(
                count => count != 0);
            if (loops.Any())
                yield return new(method.Identifier.Text, loops.ToEquatableArray());
        }
    }

    private static bool IsInnermost(ForStatementSyntax loop) => !loop.Statement.DescendantNodesAndSelf().OfType<ForStatementSyntax>().Any();

    private static int MultiplyAdds(ForStatementSyntax loop) => loop.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        .Count(member => member.Name.Identifier.Text.Contains("MultiplyAdd", StringComparison.Ordinal));
}
