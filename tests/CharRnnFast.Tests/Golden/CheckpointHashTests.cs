using CharRnnFast.Kernels;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Golden;

/// <summary>
/// One seed, one result: the checkpoints of 76 shapes against one golden file, on every instruction set. CHARRNN_REWRITE_GOLDEN=1 rewrites
/// it
/// from the portable kernels.
/// </summary>
public sealed class CheckpointHashTests : IDisposable
{
    private const string RewriteSwitch = "CHARRNN_REWRITE_GOLDEN";

    private static readonly string GoldenFile = Path.Combine(SourceTree.Root, "tests", "golden", "checkpoint-hashes.txt");

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

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void SmallAndLargerWidthsGiveTheSameBytes(InstructionSet set)
    {
        GoldenShape shape = new(37, 17, 25, 1, "", "");
        (int Hidden, int Vocab)[] kernels = [(40, 24), (64, 72), (104, 72), (600, 24)];
        string[] results = [.. kernels.Select(size => shape.Train(Named(set, size.Hidden, size.Vocab), _folder).ToString())];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Kernel Named(InstructionSet set, int hidden, int vocab)
    {
        Kernel kernel = InstructionSets.Kernel(set, hidden, vocab);
        Assert.Equal($"{hidden}x{vocab}", kernel.Name);
        return kernel;
    }

    private static IEnumerable<GoldenShape> Golden() =>
        File.ReadLines(GoldenFile).Where(line => !line.StartsWith('#')).Select(GoldenShape.Parse);

    private void Check(InstructionSet set)
    {
        GoldenShape[] golden = [.. Golden()];
        Assert.Equal(GoldenShape.All, golden.Select(shape => shape with { HashAfter200 = "", HashAfter500 = "" }));
        Assert.Equal(golden, TrainAll(golden, set));
    }

    private GoldenShape[] TrainAll(IEnumerable<GoldenShape> shapes, InstructionSet set) =>
        [.. shapes.Select(shape => shape.Train(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), _folder))];

    private void Rewrite()
    {
        IEnumerable<string> header = File.ReadLines(GoldenFile).TakeWhile(line => line.StartsWith('#')).ToArray();
        File.WriteAllLines(
            GoldenFile, [.. header, .. TrainAll(GoldenShape.All, InstructionSet.Portable).Select(shape => shape.ToString())]);
    }
}
