using System.Diagnostics;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;

namespace CharRnnFast.Measuring;

/// <summary>
/// Times whole training steps, as a training run does them, against the multiply-adds that its threads' cores can do. Blocks of steps
/// alternate with short blocks of the peak, so that both see the same clock rate; every figure is a median over the blocks.
/// </summary>
internal sealed class StepBenchmark : IDisposable
{
    private const double WarmUpSeconds = 0.2;
    private const double StepBlockSeconds = 0.020;
    private const double PeakBlockSeconds = 0.002;
    private const int MinBlocks = 3;
    private const double PhaseSeconds = 0.5;
    private const int MaxPhasePasses = 1000;

    private readonly PeakWork _peak;
    private readonly ThreadTeam _team;
    private readonly Corpus _corpus;
    private readonly TrainingRun _run;
    private readonly long _multiplyAdds;

    /// <summary>
    /// A benchmark of fresh weights on uniform symbols, and of the peak on as many threads; fewer where the system starts no more.
    /// </summary>
    public StepBenchmark(Kernel kernel, ModelShape shape, int threads)
    {
        _team = new(threads) { IsOptional = true };
        _peak = new(kernel, _team);
        _corpus = UniformText.Create(shape.VocabSize, shape.BatchSize * (shape.SequenceLength + 1));
        Trainer trainer = new(kernel, shape, team: _team);
        trainer.Model.Initialize(1);
        _run = new TrainingRun(trainer, _corpus);
        _multiplyAdds = shape.MultiplyAdds;
    }

    /// <summary>Threads that share a step, the calling one included.</summary>
    public int Threads => _team.Count;

    /// <summary>Measures.</summary>
    /// <param name="seconds">How long the blocks take together, about; warm-up and phases come on top.</param>
    public BenchmarkResult Run(double seconds)
    {
        int steps = CountFor(StepBlockSeconds, RunSteps);
        int rounds = CountFor(PeakBlockSeconds, _peak.Run);
        int cores = Math.Min(_team.Count, Environment.ProcessorCount);
        int blocks = Math.Max(MinBlocks, (int)(seconds / (StepBlockSeconds + PeakBlockSeconds)));
        double[] stepSeconds = new double[blocks], peaks = new double[blocks], shares = new double[blocks];

        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        int collections = GC.CollectionCount(0);
        for (int i = 0; i < blocks; i++)
        {
            stepSeconds[i] = RunSteps(steps) / steps;
            _peak.Run(rounds);
            peaks[i] = _peak.MultiplyAddsPerSecond;
            shares[i] = _multiplyAdds / stepSeconds[i] / (cores * peaks[i]);
        }

        collections = GC.CollectionCount(0) - collections;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        double secondsPerStep = Median.Of(stepSeconds);
        return new()
        {
            MicrosecondsPerIteration = secondsPerStep * 1e6,
            SymbolsPerSecond = _run.Trainer.Inputs.Length / secondsPerStep,
            MultiplyAddsPerIteration = _multiplyAdds,
            PeakGigaMultiplyAdds = Median.Of(peaks) / 1e9,
            ShareOfPeak = Median.Of(shares),
            AllocatedBytes = allocated,
            Collections = collections,
            MeetingNanoseconds = _team.Count == 1 ? null : new MeetingWork(_team).MeasureNanoseconds(),
            Phases = MeasurePhases(Math.Clamp((int)(PhaseSeconds / secondsPerStep), MinBlocks, MaxPhasePasses)),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _run.Trainer.Dispose();
        _corpus.Dispose();
    }

    // How often something fits into a block, from the second half of a warm-up: few repetitions would be less than the clock can tell.
    private static int CountFor(double blockSeconds, Func<int, double> secondsFor)
    {
        int count = 1;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds / 2; count++)
            secondsFor(1);
        double seconds;
        while ((seconds = secondsFor(count)) < blockSeconds / 2) count *= 2;
        return Math.Max(1, (int)(count * blockSeconds / seconds));
    }

    private double RunSteps(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) _run.Step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private List<(StepPhase Phase, double Microseconds)> MeasurePhases(int passes)
    {
        StepPhase[] phases = Enum.GetValues<StepPhase>();
        double[][] microseconds = Array.ConvertAll(phases, _ => new double[passes]);
        for (int pass = 0; pass < passes; pass++)
        {
            _run.Step();
            for (int i = 0; i < phases.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                _run.Trainer.RunPhase(phases[i]);
                microseconds[i][pass] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency; // a TimeSpan would round to 0.1 us
            }
        }

        return [.. phases.Select((phase, i) => (phase, Median.Of(microseconds[i])))];
    }
}
