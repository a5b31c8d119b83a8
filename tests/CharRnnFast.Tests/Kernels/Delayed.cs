using CharRnnFast.Kernels;
using CharRnnFast.Random;

namespace CharRnnFast.Tests.Kernels;

/// <summary>A kernel whose operations begin after a drawn delay, most of them short, some longer than a thread waits before it sleeps.</summary>
internal readonly struct Delayed<TKernel> : IRnnKernel
    where TKernel : struct, IRnnKernel
{
    private static int _threads;

    [ThreadStatic]
    private static Xoshiro256StarStar? _random;

    public static int Hidden => TKernel.Hidden;

    public static int Vocab => TKernel.Vocab;

    public static int HiddenStride => TKernel.HiddenStride;

    public static int VocabStride => TKernel.VocabStride;

    public static bool SplitsRecurrentRows => TKernel.SplitsRecurrentRows;

    public static InstructionSet InstructionSet => TKernel.InstructionSet;

    public static void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
    {
        Wait();
        TKernel.ForwardRecurrence(b, streamBegin, streamEnd);
    }

    public static void Logits(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.Logits(b, rowBegin, rowEnd);
    }

    public static void Softmax(in Buffers b, int rowBegin, int rowEnd) => TKernel.Softmax(b, rowBegin, rowEnd);

    public static void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.SoftmaxCrossEntropy(b, rowBegin, rowEnd);
    }

    public static void HiddenGradient(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.HiddenGradient(b, rowBegin, rowEnd);
    }

    public static void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
    {
        Wait();
        TKernel.BackwardRecurrence(b, streamBegin, streamEnd);
    }

    public static void InputAndBiasGradients(in Buffers b)
    {
        Wait();
        TKernel.InputAndBiasGradients(b);
    }

    public static void RecurrentGradient(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.RecurrentGradient(b, rowBegin, rowEnd);
    }

    public static void OutputGradient(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.OutputGradient(b, rowBegin, rowEnd);
    }

    public static void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.UpdateRecurrentWeights(b, rowBegin, rowEnd);
    }

    public static void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.UpdateOutputWeights(b, rowBegin, rowEnd);
    }

    public static void UpdateInputWeightsAndBiases(in Buffers b)
    {
        Wait();
        TKernel.UpdateInputWeightsAndBiases(b);
    }

    public static void AdagradRecurrent(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.AdagradRecurrent(b, rowBegin, rowEnd);
    }

    public static void AdagradOutput(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.AdagradOutput(b, rowBegin, rowEnd);
    }

    public static void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.TransposeRecurrentWeights(b, rowBegin, rowEnd);
    }

    public static void TransposeOutputWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        Wait();
        TKernel.TransposeOutputWeights(b, rowBegin, rowEnd);
    }

    public static long FmaPeak(int rounds) => TKernel.FmaPeak(rounds);

    private static void Wait()
    {
        Xoshiro256StarStar random = _random ?? new((ulong)Interlocked.Increment(ref _threads));
        double draw = random.Uniform();
        _random = random;
        if (draw < 0.9)
            Thread.SpinWait((int)(300 * draw));
        else if (draw < 0.98)
            Thread.Yield();
        else
            Thread.Sleep(1);
    }
}
