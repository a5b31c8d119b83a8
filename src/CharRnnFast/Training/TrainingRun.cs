using CharRnnFast.Text;

namespace CharRnnFast.Training;

/// <summary>A trainer walking over a text: data pointer, epochs, smoothed loss. Allocates nothing after construction.</summary>
public sealed class TrainingRun
{
    /// <summary>A fresh run. The text needs at least T + 1 symbols.</summary>
    public TrainingRun(Trainer trainer, Corpus corpus) => throw new NotSupportedException();

    /// <summary>The run a checkpoint's counters describe, to be continued exactly.</summary>
    public TrainingRun(Trainer trainer, Corpus corpus, long iteration, long position, long epoch, double smoothLoss) => throw new NotSupportedException();

    /// <summary>The trainer.</summary>
    public Trainer Trainer => throw new NotSupportedException();

    /// <summary>Steps done, those before a resume included.</summary>
    public long Iteration => throw new NotSupportedException();

    /// <summary>The data pointer p before the next step.</summary>
    public long Position => throw new NotSupportedException();

    /// <summary>Returns of the data pointer to 0 after the first step.</summary>
    public long Epoch => throw new NotSupportedException();

    /// <summary>Whether the next step begins by returning to position 0, which ends an epoch (or begins the run).</summary>
    public bool NextStepRewinds => throw new NotSupportedException();

    /// <summary>Loss of the last step, nats summed over T, averaged over B.</summary>
    public double Loss => throw new NotSupportedException();

    /// <summary>0.999 * smooth + 0.001 * loss, from T ln V.</summary>
    public double SmoothLoss => throw new NotSupportedException();

    /// <summary>Smoothed loss in bits per symbol.</summary>
    public double BitsPerSymbol => throw new NotSupportedException();

    /// <summary>Steps that one walk over the text takes.</summary>
    public long StepsPerEpoch => throw new NotSupportedException();

    /// <summary>One step at the data pointer. Returns the loss.</summary>
    public double Step() => throw new NotSupportedException();

    /// <summary>Index of the next input symbol of stream 0, from which a sample shown while training starts.</summary>
    public int NextInput => throw new NotSupportedException();
}
