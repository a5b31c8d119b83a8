using System.Diagnostics;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Sampling;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Shows what the model writes, going on from where it stands in the text, above the live line. Allocates nothing after construction.
/// </summary>
internal sealed class SampleObserver(TrainJob job, StandardError error) : IStepObserver, IDisposable
{
    private const long FirstSample = 1000;
    private const int BufferBytes = 4096;

    private static readonly long Period = 60 * Stopwatch.Frequency;

    private readonly TrainingRun _run = job.Run;
    private readonly Sampler _sampler = new(job.Run.Trainer, job.Corpus.Vocabulary);
    private readonly long? _every = job.Options.SampleEvery.IsGiven ? job.Options.SampleEvery.Value : null;
    private readonly long _symbols = job.Options.SampleLength.Value;
    private readonly LineBuffer _title = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly PrintableText _printable = new();
    private int _length;
    private long _due;
    private long _shownIteration;

    public void AtStart(long timestamp)
    {
        _due = timestamp + Period;
        _shownIteration = _run.Iteration;
    }

    public void AfterStep(long timestamp)
    {
        bool isDue = _every is long steps ? _run.Iteration % steps == 0 : _run.Iteration == FirstSample || timestamp >= _due;
        if (!isDue) return;
        Show();
        _due = Stopwatch.GetTimestamp() + Period;
    }

    public void AtEnd(long timestamp)
    {
        if (_every is null && _run.Iteration != _shownIteration) Show();
    }

    public void Dispose() => _sampler.Dispose();

    private void Show()
    {
        _shownIteration = _run.Iteration;
        ShowTitle();
        _sampler.Seed(job.Seed, _run.Iteration);
        if (_run.NextStepRewinds) _sampler.ResetHiddenState();
        else _sampler.CopyHiddenState();
        int symbol = _run.NextInput;
        for (long i = 0; i < _symbols; i++)
        {
            symbol = _sampler.Next(symbol);
            if (_length + PrintableText.MaxOutput > _buffer.Length) Flush();
            _length += _printable.Convert(job.Corpus.Vocabulary.BytesOf(symbol), _buffer.AsSpan(_length));
        }

        _length += _printable.Finish(_buffer.AsSpan(_length));
        Flush();
        error.WriteAbove("\n----\n"u8);
    }

    private void ShowTitle()
    {
        _title.Clear();
        _title.Append("---- sample after "u8);
        _title.Append(_run.Iteration, "N0");
        _title.Append(" iterations ----\n"u8);
        error.WriteAbove(_title.Bytes);
    }

    private void Flush()
    {
        error.WriteAbove(_buffer.AsSpan(0, _length));
        _length = 0;
    }
}
