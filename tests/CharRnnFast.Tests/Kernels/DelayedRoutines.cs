using CharRnnFast.Kernels;
using CharRnnFast.Random;

namespace CharRnnFast.Tests.Kernels;

/// <summary>
/// Portable routines that now and then begin after a drawn delay, most of them short, some longer than a thread waits before it sleeps.
/// </summary>
internal sealed unsafe class DelayedRoutines(int columns) : WidthRoutines(InstructionSet.Portable, columns, columns, updateRows: 1)
{
    private static int _threads;

    [ThreadStatic]
    private static Xoshiro256StarStar? _random;

    private readonly PortableRoutines _routines = new(columns);

    public override void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y)
    {
        Wait();
        _routines.Chain(w, wStep, x, xStep, terms, start, y);
    }

    public override void Product(
        float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,
        float* start, nint startStep, float* c, nint cStep, int rows)
    {
        Wait();
        _routines.Product(a, rowStep, termStep, terms, right, rightStep, start, startStep, c, cStep, rows);
    }

    public override void Update(float* a, nint termStep, nint terms, float* right, float* g, ref PendingUpdate pending)
    {
        Wait();
        _routines.Update(a, termStep, terms, right, g, ref pending);
    }

    private static void Wait()
    {
        Xoshiro256StarStar random = _random ?? new((ulong)Interlocked.Increment(ref _threads));
        double draw = random.Uniform();
        _random = random;
        if (draw < 0.3)
            Thread.SpinWait((int)(1000 * draw));
        else if (draw < 0.33)
            Thread.Yield();
        else if (draw < 0.335)
            Thread.Sleep(1);
    }
}
