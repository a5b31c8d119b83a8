using System.Globalization;
using System.Runtime.CompilerServices;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Trajectory;

/// <summary>
/// A training that record_cells.py recorded with PyTorch in float64: where it began, what it read, the loss of each step, where it ended.
/// </summary>
internal sealed class RecordedTrace
{
    private const string Extension = ".safetensors";

    private readonly int[] _symbols;
    private readonly TensorRecord _start;
    private readonly TensorRecord _end;

    private RecordedTrace(string name)
    {
        Name = name;
        _end = new TensorRecord(PathOf(name + Extension));
        Cell = Enum.Parse<Cell>(_end.Metadata("cell"), ignoreCase: true);
        Optimizer = Enum.Parse<Optimizer>(_end.Metadata("optimizer"), ignoreCase: true);
        (Layers, BatchSize, SequenceLength) = (Integer("layers"), Integer("batch_size"), Integer("sequence_length"));
        (LearningRate, Clip) = (Number("learning_rate"), Number("clip"));
        _start = new TensorRecord(PathOf($"start-{_end.Metadata("cell")}-{Layers}{Extension}"));
        (VocabSize, HiddenSize) = (_end.Rows("out.weight"), _end.Columns("out.weight"));
        Losses = ReadLosses(name);

        string text = File.ReadAllText(PathOf("text.txt"));
        char[] vocabulary = [.. text.Distinct().Order()];
        _symbols = [.. text.Select(character => Array.IndexOf(vocabulary, character))];
    }

    /// <summary>Of all traces, for a theory: CELL-LAYERS-OPTIMIZER-STREAMS.</summary>
    public static TheoryData<string> Names => [.. File.ReadLines(PathOf("losses.csv")).First().Split(',')];

    public string Name { get; }

    public Cell Cell { get; }

    public Optimizer Optimizer { get; }

    /// <summary>L.</summary>
    public int Layers { get; }

    /// <summary>H.</summary>
    public int HiddenSize { get; }

    /// <summary>V.</summary>
    public int VocabSize { get; }

    /// <summary>T.</summary>
    public int SequenceLength { get; }

    /// <summary>B.</summary>
    public int BatchSize { get; }

    public double LearningRate { get; }

    /// <summary>Bound of a gradient element's magnitude.</summary>
    public double Clip { get; }

    /// <summary>Of each step before its update: nats, summed over T, averaged over the streams.</summary>
    public double[] Losses { get; }

    /// <summary>Reads a trace.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static RecordedTrace Read(string name) => new(name);

    /// <summary>The T inputs of each stream in a step, index t*B + stream.</summary>
    /// <param name="step">From 0.</param>
    public int[] Inputs(int step) => Symbols(step * SequenceLength);

    /// <summary>The T targets of each stream in a step, index t*B + stream.</summary>
    /// <param name="step">From 0.</param>
    public int[] Targets(int step) => Symbols((step * SequenceLength) + 1);

    /// <summary>
    /// Rows of a parameter at the start: weights of a layer [G*H][V or H] and [G*H][H], biases of a layer [G][H], output weights [V][H],
    /// output bias [1][V].
    /// </summary>
    public float[][] StartWeights(TensorRole role, int layer) => RowsOf(_start, role, layer);

    /// <summary>Rows of a parameter after the last step, rounded to float32, in the shape of <see cref="StartWeights"/>.</summary>
    public float[][] FinalWeights(TensorRole role, int layer) => RowsOf(_end, role, layer);

    private static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "cells", file);

    private static string NameOf(TensorRole role, int layer) => role switch
    {
        TensorRole.InputWeights => $"rnn.weight_ih_l{layer}",
        TensorRole.RecurrentWeights => $"rnn.weight_hh_l{layer}",
        TensorRole.Bias => $"rnn.bias_ih_l{layer}",
        TensorRole.RecurrentBias => $"rnn.bias_hh_l{layer}",
        TensorRole.OutputWeights => "out.weight",
        TensorRole.OutputBias => "out.bias",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "a parameter is needed"),
    };

    private static double[] ReadLosses(string name)
    {
        string[] lines = File.ReadAllLines(PathOf("losses.csv"));
        int column = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
    }

    private float[][] RowsOf(TensorRecord record, TensorRole role, int layer)
    {
        int columns = role switch
        {
            TensorRole.InputWeights when layer == 0 => VocabSize,
            TensorRole.OutputBias => VocabSize,
            _ => HiddenSize,
        };
        return [.. record.Values(NameOf(role, layer)).Chunk(columns)];
    }

    private int[] Symbols(int position)
    {
        int length = _symbols.Length / BatchSize;
        int[] symbols = new int[SequenceLength * BatchSize];
        for (int t = 0; t < SequenceLength; t++)
            for (int stream = 0; stream < BatchSize; stream++)
                symbols[(t * BatchSize) + stream] = _symbols[(stream * length) + position + t];
        return symbols;
    }

    private int Integer(string key) => int.Parse(_end.Metadata(key), CultureInfo.InvariantCulture);

    private double Number(string key) => double.Parse(_end.Metadata(key), CultureInfo.InvariantCulture);
}
