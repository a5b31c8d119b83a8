using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn eval CHECKPOINT TEXT</c>.</summary>
internal static class EvalCommand
{
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("eval", "Score a text by a trained model, as JSON");
        Argument checkpoint = new(command, "CHECKPOINT", "the model") { Kind = ValueKind.ModelPath };
        Argument text = new(command, "TEXT", "the file to score, or - for standard input");
        Option perLine = new(command, "--per-line", "score each line on its own");
        Option<StartState> state = StartStateOption.AddTo(command);
        command.Run = () => Run(checkpoint.Value!, text.Value!, perLine.IsGiven, state, output, error);
        return command;
    }

    private static int Run(
        string path, string textPath, bool perLine, Option<StartState> stateOption, StandardOutput output, StandardError error)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        StartState state = StartStateOption.Choose(stateOption, checkpoint);
        Vocabulary vocabulary = checkpoint.Metadata.Vocabulary;
        PipedText.CheckNoFolder(textPath);
        using InputText text = InputText.Open(textPath, "the text", error);
        Kernel kernel = RnnKernelTable.Native().For(checkpoint.HiddenSize, checkpoint.VocabSize);
        using ModelMemory model = checkpoint.LoadWeights(kernel);
        checkpoint.Dispose(); // on Windows no run could replace it
        using Evaluator evaluator = new(kernel, model);
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
        UnreadTensors.Warn(checkpoint, error);
        if (symbols.UnmarkedEncoding is string encoding) error.Note($"note: {ReadingNotes.LooksWide(text.Name, encoding)}");
        return 0;
    }

    private static void Score(TextEvaluation evaluation, SymbolStream symbols, bool perLine, StartState state, StandardOutput output)
    {
        if (perLine)
        {
            evaluation.RunPerLine(symbols, WriteInTime, output.Flush);
            return;
        }

        evaluation.Run(symbols);
        Write(null);

        void WriteInTime(long line)
        {
            Write(line);
            output.FlushInTime();
        }

        void Write(long? line) => EvaluationReport.Write(line, evaluation.Result, evaluation.UnknownSymbols, state, output);
    }
}
