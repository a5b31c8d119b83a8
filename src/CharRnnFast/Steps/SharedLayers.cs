using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>
/// One stream: the steps of a recurrence are a chain that only one thread can walk. So each of the first threads, the walkers, has layers
/// of its own and follows the walker of the layers below by some steps, and on the way back that of the layers above. Other threads follow
/// the last walker with logits, softmax and hidden gradients; without any it does these itself. The output weights, which nobody reads on
/// the way back, are updated by all but the first thread before that one is done.
/// </summary>
internal sealed class SharedLayers : SharedStep
{
    // Steps after which the others are told: of 2, 4, 6 and 10 the fastest (H = 100, Zen 4).
    private const int StepsAtOnce = 4;

    private readonly int _sequence;
    private readonly int _layers;
    private readonly int _walkers;
    private readonly ProgressCounter[] _forward;
    private readonly ProgressCounter[] _backward;
    private readonly ProgressCounter _hidden;

    public SharedLayers(Kernel kernel, ModelMemory model, ThreadTeam team)
        : base(kernel, model, team)
    {
        (_sequence, _layers) = (model.Shape.SequenceLength, model.Shape.Layers);
        _walkers = Math.Min(team.Count, _layers);
        _forward = Array.ConvertAll(new ProgressCounter[_walkers], _ => team.NewCounter());
        _backward = Array.ConvertAll(new ProgressCounter[_walkers], _ => team.NewCounter());
        _hidden = team.NewCounter();
        for (int thread = 0; thread < team.Count; thread++) Parts[thread] = StepPart.OfLayers(model.Buffers, thread, team.Count);
    }

    private int Followers => Parts.Length - _walkers;

    private int Pieces => (_sequence + StepsAtOnce - 1) / StepsAtOnce;

    protected override void Run(in Buffers b, in StepPart part, int thread)
    {
        if (thread < _walkers) Walk(b, part.Layers, thread);
        else Follow(b, thread);

        // Both copies of Why are read until the last row's gradient is there.
        _hidden.WaitFor((Steps + 1) * _sequence, thread);
        Kernel.Update(b, b.OutputMatrix, part.Output.Begin, part.Output.End);

        // Where the first layer is done, all are.
        _backward[0].WaitFor((Steps + 1) * _sequence, thread);
        UpdateAll(b, part);
    }

    private void Walk(in Buffers b, RowRange layers, int walker)
    {
        for (int piece = 0; piece < Pieces; piece++) Forward(b, layers, walker, piece);
        _hidden.WaitFor((Steps + 1) * _sequence, walker);

        // Of the walker's own layers each is a piece behind the one above.
        for (int turn = 0; turn < Pieces + layers.End - layers.Begin - 1; turn++)
            for (int layer = layers.End - 1, piece = turn; layer >= layers.Begin && piece >= 0; layer--, piece--)
                if (piece < Pieces) Backward(b, layers, walker, layer, piece);
    }

    private void Forward(in Buffers b, RowRange layers, int walker, int piece)
    {
        (int step, int count) = StepsFrom(piece * StepsAtOnce);
        if (walker > 0) _forward[walker - 1].WaitFor((Steps * _sequence) + step + count, walker);
        if (walker == 0) Kernel.AddInput(b, RowsOf(b, 0, step, count), 0, 1);
        for (int layer = layers.Begin; layer < layers.End; layer++)
        {
            Kernel.ForwardSteps(b, RowsOf(b, layer, step, count), 0, 1);
            Kernel.DropOutputs(b, RowsOf(b, layer, step, count), 0, 1);
            if (layer < _layers - 1) Kernel.AddInput(b, RowsOf(b, layer + 1, step, count), 0, 1);
        }

        _forward[walker].Add(count);
        if (walker == _walkers - 1 && Followers == 0) Finish(b, step, count);
    }

    // Piece 0 is the last of the sequence. What a GRU passes back to the piece before is added to the gradient that is there.
    private void Backward(in Buffers b, RowRange layers, int walker, int layer, int piece)
    {
        bool isLast = piece == Pieces - 1;
        if (layer == layers.End - 1 && walker < _walkers - 1)
            _backward[walker + 1].WaitFor((Steps * _sequence) + StepsUpTo(isLast ? piece : piece + 1), walker);
        if (piece == 0) TakeGradient(b, layer, piece);
        if (!isLast) TakeGradient(b, layer, piece + 1);
        (int step, int count) = StepsOf(piece);
        Kernel.BackwardSteps(b, RowsOf(b, layer, step, count), 0, 1);
        if (layer == layers.Begin) _backward[walker].Add(count);
    }

    // The gradient into a layer's hidden states, from the layer above.
    private void TakeGradient(in Buffers b, int layer, int piece)
    {
        (int step, int count) = StepsOf(piece);
        if (layer < _layers - 1) Kernel.InputGradient(b, RowsOf(b, layer + 1, step, count), 0, 1);
        Kernel.DropGradient(RowsOf(b, layer, step, count), 0, 1);
    }

    private void Follow(in Buffers b, int thread)
    {
        for (int piece = thread - _walkers; piece < Pieces; piece += Followers)
        {
            (int step, int count) = StepsFrom(piece * StepsAtOnce);
            _forward[_walkers - 1].WaitFor((Steps * _sequence) + step + count, thread);
            Finish(b, step, count);
        }
    }

    private void Finish(in Buffers b, int step, int count)
    {
        Outputs(b, step, step + count);
        _hidden.Add(count);
    }

    // Of a piece on the way back.
    private (int Step, int Count) StepsOf(int piece) => StepsFrom((Pieces - 1 - piece) * StepsAtOnce);

    private (int Step, int Count) StepsFrom(int step) => (step, Math.Min(StepsAtOnce, _sequence - step));

    // Steps of the pieces from 0 to this one.
    private int StepsUpTo(int piece) => _sequence - StepsOf(piece).Step;

    private static LayerRows RowsOf(in Buffers b, int layer, int step, int count) => b.RowsOf(layer, b.Shape.Group(0)).Select(step, count);
}
