using CharRnnFast.Generators.Planning;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>A tile that the registers do not hold is found: what the planner chooses is as tall as tiles can be.</summary>
public sealed class PlantedSpillTests
{
    public static TheoryData<string> InstructionSets => [.. JitCode.InstructionSets];

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void ATileOneRowTallerHasSpills(string instructionSet)
    {
        var plan = new PlannedKernels(instructionSet).Plan(PlannedKernels.HiddenColumns);
        var tooTall = plan with { TileRows = plan.TileRows + 1 };
        Assert.True(tooTall.TileRegisters > plan.Set.Registers);
        HotLoops loops = new(PreparedCode.Of(tooTall).Methods);
        string widest = $"{plan.TypeName}.{MethodNames.Tile(tooTall.TileRows, plan.TileBlocks[0])}: ";
        Assert.Contains(loops.Spills, spill => spill.StartsWith(widest, StringComparison.Ordinal));
        Assert.NotEqual(HotLoops.Planned(plan), loops.Found(plan));
        Assert.Equal(HotLoops.Planned(tooTall), loops.Found(tooTall));
    }
}
