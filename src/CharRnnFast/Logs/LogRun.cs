using CharRnnFast.Text;

namespace CharRnnFast.Logs;

/// <summary>What a process says of its run in the first line it logs.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Hidden">H.</param>
/// <param name="Vocab">V.</param>
/// <param name="SequenceLength">T.</param>
/// <param name="BatchSize">B.</param>
/// <param name="LearningRate">Adagrad's, at the start.</param>
/// <param name="Clip">Bound of a gradient element.</param>
/// <param name="Seed">Of the initial weights.</param>
/// <param name="Encoding">What a symbol is.</param>
/// <param name="CorpusSymbols">Symbols in the text.</param>
/// <param name="Validation">Share of the text held out.</param>
/// <param name="Threads">Threads of a step.</param>
/// <param name="InstructionSet">The kernel's, by name.</param>
/// <param name="Kernel">The kernel's size, by name.</param>
internal sealed record LogRun(
    string Version,
    int Hidden,
    int Vocab,
    int SequenceLength,
    int BatchSize,
    float LearningRate,
    float Clip,
    long Seed,
    TextEncoding Encoding,
    long CorpusSymbols,
    double Validation,
    int Threads,
    string InstructionSet,
    string Kernel);
