using CharRnnFast.Kernels;
using Xunit;

namespace CharRnnFast.Tests.Golden;

/// <summary>
/// One seed, one result, for the other cells, layers, optimizers and dropout: their checkpoints against one golden file, on every
/// instruction set. CHARRNN_REWRITE_GOLDEN=1 rewrites it from the portable kernels.
/// </summary>
public sealed class CellHashTests : IDisposable
{
    private const string RewriteSwitch = "CHARRNN_REWRITE_GOLDEN";

    private static readonly string GoldenFile = Path.Combine(SourceTree.Root, "tests", "golden", "cell-hashes.txt");

    private readonly string _folder = Directory.CreateTempSubdirectory("charrnn-golden-").FullName;

    [FactOn(InstructionSet.Avx512)]
    public void Avx512GivesTheGoldenBytes() => Check(InstructionSet.Avx512);

    [FactOn(InstructionSet.Avx2)]
    public void Avx2GivesTheGoldenBytes() => Check(InstructionSet.Avx2);

    [FactOn(InstructionSet.AdvSimd)]
    public void AdvSimdGivesTheGoldenBytes() => Check(InstructionSet.AdvSimd);

    [Fact]
    public void PortableGivesTheGoldenBytes()
    {
        if (Environment.GetEnvironmentVariable(RewriteSwitch) == "1")
            Rewrite();
        Check(InstructionSet.Portable);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Check(InstructionSet set)
    {
        GoldenCell[] golden = [.. File.ReadLines(GoldenFile).Where(line => !line.StartsWith('#')).Select(GoldenCell.Parse)];
        Assert.Equal(GoldenCell.All.Select(cell => cell.Shape), golden.Select(cell => cell.Shape));
        Assert.Equal(golden, TrainAll(set));
    }

    private GoldenCell[] TrainAll(InstructionSet set) =>
        [.. GoldenCell.All.Select(cell => cell.Train(InstructionSets.Kernel(set, cell.Shape.HiddenSize, cell.Shape.VocabSize), _folder))];

    private void Rewrite()
    {
        IEnumerable<string> header = File.ReadLines(GoldenFile).TakeWhile(line => line.StartsWith('#')).ToArray();
        File.WriteAllLines(GoldenFile, [.. header, .. TrainAll(InstructionSet.Portable).Select(cell => cell.ToString())]);
    }
}
