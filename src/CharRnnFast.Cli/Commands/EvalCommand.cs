using System.CommandLine;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn eval CHECKPOINT TEXT</c>.</summary>
internal static class EvalCommand
{
    private static readonly Argument<string?> CheckpointArgument = Options.FileArgument("CHECKPOINT", "the model");
    private static readonly Argument<string> TextArgument = new("TEXT") { Description = "the file to score, or - for standard input" };
    private static readonly Option<bool> PerLineOption = Options.Flag("--per-line", "score each line on its own");
    private static readonly ValueOption<StartState> StateOption = StartStateOption.Create();

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("eval", "Score a text by a trained model, as JSON") { CheckpointArgument, TextArgument, PerLineOption, StateOption };
        command.SetAction(parsed => Run(
            parsed.GetValue(CheckpointArgument)!,
            parsed.GetValue(TextArgument)!,
            parsed.GetValue(PerLineOption),
            Setting<StartState>.Read(parsed, StateOption),
            output,
            error));
        return command;
    }

    private static int Run(string path, string textPath, bool perLine, Setting<StartState> stateSetting, StandardOutput output, StandardError error)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        StartState state = StartStateOption.Choose(stateSetting, checkpoint);
        Vocabulary vocabulary = checkpoint.Metadata.Vocabulary;
        PipedText.CheckNoFolder(textPath);
        using InputText text = InputText.Open(textPath, "the text", error);
        Kernel kernel = RnnKernelTable.Native().For(checkpoint.HiddenSize, checkpoint.VocabSize);
        using ModelMemory model = kernel.CreateWeights(checkpoint.HiddenSize, checkpoint.VocabSize);
        checkpoint.LoadInto(model);
        checkpoint.Dispose(); // on Windows no run could replace it
        using Evaluator evaluator = kernel.CreateEvaluator(model);
        TextEvaluation evaluation = new(evaluator, vocabulary, state);
        SymbolStream symbols = new(text.Stream, vocabulary.Encoding, text.Name);
        try
        {
            Score(evaluation, symbols, perLine, state, output);
        }
        catch (PackedTextException e)
        {
            throw PipedText.Unpacking(e, textPath);
        }

        output.Flush();
        if (symbols.UnmarkedEncoding is string encoding) error.Note($"note: {ReadingNotes.LooksWide(text.Name, encoding)}");
        return 0;
    }

    private static void Score(TextEvaluation evaluation, SymbolStream symbols, bool perLine, StartState state, StandardOutput output)
    {
        if (perLine)
        {
            evaluation.RunPerLine(symbols, line => WriteInTime(line, evaluation, state, output), output.Flush);
            return;
        }

        evaluation.Run(symbols);
        Write(null, evaluation, state, output);
    }

    private static void WriteInTime(long line, TextEvaluation evaluation, StartState state, StandardOutput output)
    {
        Write(line, evaluation, state, output);
        output.FlushInTime();
    }

    private static void Write(long? line, TextEvaluation evaluation, StartState state, StandardOutput output) =>
        EvaluationReport.Write(line, evaluation.Result, evaluation.UnknownSymbols, state, output);
}
