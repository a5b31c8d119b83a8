using System.Collections;
using System.Reflection;
using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>What passes between the stages is values.</summary>
public sealed class ModelTests
{
    // A symbol, syntax node or location that is kept between runs keeps its whole compilation in memory.
    [Fact]
    public void No_stage_hands_on_a_part_of_the_compilation()
    {
        var run = GeneratorRun.Of(new(
            """
            using CharRnnFast.Kernels;
            [assembly: RnnKernel(16, 32)]
            [assembly: RnnKernel(0, 1)]
            """)
        {
            RnnKernels = "24x40+banana",
        });

        foreach (string stage in typeof(TrackingNames).GetFields().Select(field => field.Name))
        {
            Assert.NotEmpty(run.Stage(stage));
            foreach (var (value, _) in run.Stage(stage))
                AssertIsPlain(value, stage, []);
        }
    }

    private static void AssertIsPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Type || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation, $"{path} is a {value.GetType()}");
        if (value is IEnumerable items)
            foreach (object? item in items)
                AssertIsPlain(item, path + "[]", seen);
        else
            foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                AssertIsPlain(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
