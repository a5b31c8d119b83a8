using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Kernels;
using CharRnnFast.Cli.Sampling;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn sample [CHECKPOINT]</c>.</summary>
internal static class SampleCommand
{
    private static readonly Argument<string> CheckpointArgument = new("CHECKPOINT")
    {
        Description = "the model",
        DefaultValueFactory = _ => TrainOptions.DefaultCheckpoint,
    };

    private static readonly ValueOption<long> LengthOption = Options.Integer(
        "--length", "symbols to generate, 0: until stopped", 0, Options.LargestCount, 1000);

    private static readonly ValueOption<double> TemperatureOption = Options.Real(
        "--temperature",
        "below 1 more certain, above 1 more varied, 0: always the most likely symbol",
        "a number of at least 0",
        value => value >= 0,
        1);

    private static readonly ValueOption<string> PrimeOption = Options.Text("--prime", "text that the model continues");
    private static readonly Option<bool> NoEchoOption = Options.Flag("--no-echo", "leave the prime text out of the output");
    private static readonly ValueOption<long> SeedOption = Options.Integer(
        "--seed", "of the random draws [default: a random one, which is shown]", 0, Options.LargestSeed);

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("sample", "Generate text from a trained model")
        {
            CheckpointArgument, LengthOption, TemperatureOption, PrimeOption, NoEchoOption, SeedOption,
        };
        command.SetAction(parsed => Run(parsed, output, error));
        return command;
    }

    private static int Run(ParseResult parsed, StandardOutput output, StandardError error)
    {
        using Checkpoint checkpoint = Checkpoint.Open(parsed.GetValue(CheckpointArgument)!);
        Vocabulary vocabulary = checkpoint.Metadata.Vocabulary;
        int[] prime = PrimeText.Encode(vocabulary, Encoding.UTF8.GetBytes(parsed.GetValue(PrimeOption) ?? ""));
        Kernel kernel = KernelChoice.For(RnnKernelTable.Native(), checkpoint.HiddenSize, checkpoint.VocabSize);
        using ModelMemory model = kernel.CreateWeights(checkpoint.HiddenSize, checkpoint.VocabSize);
        checkpoint.LoadInto(model);
        using Sampler sampler = kernel.CreateSampler(model);
        sampler.Temperature = parsed.GetValue(TemperatureOption);
        sampler.Seed(ChooseSeed(Setting<long>.Read(parsed, SeedOption), error));
        TextGeneration generation = new(sampler, vocabulary, new(output));
        generation.Run(prime, echo: !parsed.GetValue(NoEchoOption), parsed.GetValue(LengthOption));
        return 0;
    }

    private static long ChooseSeed(Setting<long> seed, StandardError error)
    {
        if (seed.IsGiven) return seed.Value;

        // A random Guid's first four bytes come from the system's generator.
        uint drawn = BinaryPrimitives.ReadUInt32LittleEndian(Guid.NewGuid().ToByteArray());
        error.Note(string.Create(CultureInfo.InvariantCulture, $"seed: {drawn}"));
        return drawn;
    }
}
