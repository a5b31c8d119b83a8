using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>
/// Every operation of every kernel against the float64 reference, at sizes around multiples of 16. Margins between the arrays hold NaNs: a
/// read past an array spoils the numbers, a write shows in the margin.
/// </summary>
public sealed class KernelTests
{
    private static readonly ModelShape[] Shapes =
    [
        new(1, 2, 1), new(1, 2, 25), new(2, 3, 2), new(7, 8, 5), new(8, 7, 4), new(9, 9, 6), new(15, 17, 9), new(16, 16, 10),
        new(17, 15, 11),
        new(23, 31, 3), new(24, 33, 7), new(25, 25, 25), new(31, 47, 8), new(32, 48, 1), new(33, 49, 12), new(33, 128, 13), new(33, 129, 2),
        new(47, 63, 3),
        new(48, 64, 4), new(49, 65, 5), new(63, 2, 26), new(64, 65, 3), new(65, 79, 4), new(99, 64, 24), new(100, 65, 25), new(101, 66, 26),
        new(112, 80, 6),
        new(127, 95, 3), new(128, 96, 7), new(128, 97, 25), new(129, 2, 9), new(137, 80, 4), new(463, 24, 3), new(480, 23, 2),
        new(600, 24, 6),

        // Around the seed's hidden size.
        new(81, 2, 3), new(88, 3, 4), new(104, 5, 3), new(105, 24, 3), new(108, 2, 4), new(109, 17, 3), new(110, 4, 4), new(111, 24, 5),
        new(112, 23, 4),

        // Several streams: fewer than a tile, one, more; gradients in registers, and stored, with a remainder of terms.
        new(1, 2, 1, 2), new(7, 8, 5, 3), new(16, 17, 9, 5), new(37, 17, 3, 8), new(99, 64, 6, 2), new(100, 65, 25, 5),
        new(100, 65, 25, 32),
        new(101, 66, 2, 7), new(128, 97, 4, 13), new(137, 80, 11, 41), new(33, 129, 1, 256), new(463, 24, 15, 11), new(600, 24, 3, 2),

        // Panels of the vocabulary: one symbol more than one, whole ones, a rest, the most; and more terms than are summed at a time.
        new(17, 257, 3), new(33, 300, 25, 2), new(16, 512, 5), new(9, 513, 25, 12), new(24, 1000, 6, 3), new(37, 3000, 4),
        new(8, 8192, 2, 3),
    ];

    [FactOn(InstructionSet.Avx512)]
    public void GradientsEqualTheReferenceOnAvx512() => CheckGradients(InstructionSet.Avx512);

    [FactOn(InstructionSet.Avx2)]
    public void GradientsEqualTheReferenceOnAvx2() => CheckGradients(InstructionSet.Avx2);

    [FactOn(InstructionSet.AdvSimd)]
    public void GradientsEqualTheReferenceOnAdvSimd() => CheckGradients(InstructionSet.AdvSimd);

    [FactOn(InstructionSet.Portable)]
    public void GradientsEqualTheReferenceOnPortable() => CheckGradients(InstructionSet.Portable);

    [FactOn(InstructionSet.Avx512)]
    public void FusedUpdateEqualsStoredGradientAndAdagradOnAvx512() => CheckFusedUpdate(InstructionSet.Avx512);

    [FactOn(InstructionSet.Avx2)]
    public void FusedUpdateEqualsStoredGradientAndAdagradOnAvx2() => CheckFusedUpdate(InstructionSet.Avx2);

    [FactOn(InstructionSet.AdvSimd)]
    public void FusedUpdateEqualsStoredGradientAndAdagradOnAdvSimd() => CheckFusedUpdate(InstructionSet.AdvSimd);

    [FactOn(InstructionSet.Portable)]
    public void FusedUpdateEqualsStoredGradientAndAdagradOnPortable() => CheckFusedUpdate(InstructionSet.Portable);

    [FactOn(InstructionSet.Avx512)]
    public void Avx512EqualsPortableBitForBit() => CheckBits(InstructionSet.Avx512);

    [FactOn(InstructionSet.Avx2)]
    public void Avx2EqualsPortableBitForBit() => CheckBits(InstructionSet.Avx2);

    [FactOn(InstructionSet.AdvSimd)]
    public void AdvSimdEqualsPortableBitForBit() => CheckBits(InstructionSet.AdvSimd);

    [Fact]
    public void ANotANumberPassesTheClippingOnEverySet()
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using DrawnModel model = new(InstructionSets.Kernel(set, 37, 17), new(37, 17, 3));
            float[] row = new float[37];
            model.Trainer.Model.ReadRow(ModelTensor.Whh, 5, row);
            row[7] = float.NaN;
            model.Trainer.Model.WriteRow(ModelTensor.Whh, 5, row);

            Assert.True(double.IsNaN(model.Trainer.Step()), $"{set}: the loss hides a weight that is not a number");
            model.Trainer.Model.ReadRow(ModelTensor.Why, 0, row);
            Assert.All(row, weight => Assert.True(float.IsNaN(weight), $"{set}: clipping turned a NaN into a number"));
        }
    }

    private static void CheckGradients(InstructionSet set)
    {
        foreach (ModelShape shape in Shapes)
        {
            using DrawnModel model = new(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), shape);
            double loss = model.Trainer.ComputeGradients();
            (double expected, Dictionary<ModelTensor, double[][]> gradients) = model.RunReference();

            Assert.True(Math.Abs(loss - expected) <= 1e-5 * Math.Abs(expected), $"{set} {shape}: loss {loss}, expected {expected}");
            foreach (ModelTensor parameter in DrawnModel.Parameters)
                CheckGradient($"{set} {shape} {parameter}", model.Gradient(parameter), gradients[parameter]);
            CheckSurroundings(set, model);
        }
    }

    private static void CheckGradient(string what, float[][] actual, double[][] expected)
    {
        double largest = expected.Max(row => row.Max(Math.Abs));
        for (int row = 0; row < expected.Length; row++)
            for (int column = 0; column < expected[row].Length; column++)
                Assert.True(
                    Math.Abs(actual[row][column] - expected[row][column]) <= 1e-5 * largest,
                    $"{what}[{row},{column}]: {actual[row][column]}, expected {expected[row][column]}");
    }

    private static void CheckFusedUpdate(InstructionSet set)
    {
        foreach (ModelShape shape in Shapes)
        {
            Kernel kernel = InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize);
            using DrawnModel fused = new(kernel, shape), stored = new(kernel, shape);
            for (int step = 0; step < 3; step++)
            {
                // A bound that some elements meet and others do not.
                fused.Trainer.Clip = stored.Trainer.Clip = 0.05f;
                fused.Trainer.Step();
                stored.Trainer.ComputeGradients();
                stored.Trainer.ApplyGradients();

                // By plain copying: the next step shows whether the kernel's transposition gave the same.
                stored.Trainer.Model.RefreshDerived();
                Assert.Equal(DrawnModel.Bits(stored.Trainer.Model), DrawnModel.Bits(fused.Trainer.Model));
                fused.DrawSymbols();
                stored.DrawSymbols();
            }
            CheckSurroundings(set, fused);
            CheckSurroundings(set, stored);
        }
    }

    private static void CheckBits(InstructionSet set)
    {
        foreach (ModelShape shape in Shapes)
        {
            using DrawnModel portable = new(InstructionSets.Kernel(InstructionSet.Portable, shape.HiddenSize, shape.VocabSize), shape);
            using DrawnModel other = new(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), shape);
            for (int step = 0; step < 5; step++)
            {
                Assert.Equal(portable.Trainer.Step(), other.Trainer.Step());
                portable.DrawSymbols();
                other.DrawSymbols();
            }
            Assert.Equal(DrawnModel.Bits(portable.Trainer.Model), DrawnModel.Bits(other.Trainer.Model));
        }
    }

    private static void CheckSurroundings(InstructionSet set, DrawnModel model)
    {
        Assert.True(model.Trainer.Model.MarginsAreIntact, $"{set} {model.Trainer.Shape}: something was written between the arrays");
        Assert.True(model.Trainer.Model.PaddingIsIntact, $"{set} {model.Trainer.Shape}: the padding changed");
    }
}
