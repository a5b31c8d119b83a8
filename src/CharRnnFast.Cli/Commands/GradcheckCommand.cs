using CharRnnFast.Checking;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Resources;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn gradcheck</c>.</summary>
internal static class GradcheckCommand
{
    public static Command Create(StandardOutput output)
    {
        Command command = new("gradcheck", "Check the kernels' gradients against a float64 model");
        Option<long> seed = new(command, "--seed", "of the weights, hidden state and symbols", ValueKind.Seed, 1);
        ModelShapeOptions sizes = new(command, takesOptimizer: false);
        command.Run = () => Run(sizes.Shape, seed.Value, output);
        return command;
    }

    private static int Run(ModelShape shape, long seed, StandardOutput output)
    {
        Kernel kernel = RnnKernelTable.Native().For(shape.HiddenSize, shape.VocabSize);
        MemoryNeed.CheckGradients(kernel, shape);
        using Trainer trainer = new(kernel, shape, storeGradients: true);
        IReadOnlyList<ParameterGradientError> errors = GradientCheck.Run(new TrainerGradients(trainer), seed);
        GradcheckReport.Write(kernel, shape, errors, output);
        output.Flush();
        CheckPassed(errors);
        return 0;
    }

    /// <summary>Checks that every parameter's gradient is right.</summary>
    /// <exception cref="CharRnnException">One is not.</exception>
    public static void CheckPassed(IReadOnlyList<ParameterGradientError> errors)
    {
        if (!errors.All(error => error.Passed)) throw new CharRnnException(Messages.GradientIsWrong());
    }
}
