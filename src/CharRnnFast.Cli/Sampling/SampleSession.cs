using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Steps;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Sampling;

/// <summary>One run of <c>sample</c>: the model, the prime text, and as many samples as are asked for.</summary>
internal sealed class SampleSession(SampleOptions options, StandardOutput output, StandardError error)
{
    /// <summary>Generates, and tells the exit code.</summary>
    public int Run()
    {
        options.CheckCombinations();
        using Checkpoint checkpoint = Checkpoint.Open(options.Checkpoint.Value!);
        StartState state = StartStateOption.Choose(options.State, checkpoint);
        Vocabulary vocabulary = checkpoint.Metadata.Vocabulary;
        using Stream primeBytes = OpenPrime();
        PrimeText prime = ReadPrime(primeBytes, vocabulary);
        StopText? stop = options.Stop.Value is string text ? CreateStop(text, vocabulary) : null;
        Kernel kernel = RnnKernelTable.Native().For(checkpoint.HiddenSize, checkpoint.VocabSize);
        using ModelMemory model = checkpoint.LoadWeights(kernel);
        checkpoint.Dispose(); // on Windows no run could replace it
        using Sampler sampler = new(kernel, model, vocabulary);
        (sampler.Temperature, sampler.TopK, sampler.TopP) = (options.Temperature.Value, (int)options.TopK.Value, options.TopP.Value);
        ISampleOutput samples = options.Json.IsGiven ? new JsonOutput(output, state) : new TextOutput(output, !options.NoEcho.IsGiven);
        UnreadTensors.Warn(checkpoint, error);
        if (prime.UnmarkedEncoding is string encoding) error.Note($"note: {ReadingNotes.LooksWide(PrimeText.Name, encoding)}");
        new TextGeneration(sampler, state, prime, stop, samples).Run(ChooseSeed(), options.Count.Value, options.Length.Value);
        return 0;
    }

    private Stream OpenPrime()
    {
        if (options.PrimeFile.Value is not string path) return new MemoryStream(Encoding.UTF8.GetBytes(options.Prime.Value ?? ""));
        InputText text = InputText.Open(path, "the prime text", error);
        if (text.Stream.CanSeek) return text.Stream;
        using (text)
        {
            // It is read more than once.
            MemoryStream copy = new();
            text.Stream.CopyTo(copy);
            return copy;
        }
    }

    private PrimeText ReadPrime(Stream bytes, Vocabulary vocabulary)
    {
        try
        {
            return new(bytes, vocabulary, options.Unknown.Value);
        }
        catch (PackedTextException e)
        {
            throw PipedText.Unpacking(e, options.PrimeFile.Value);
        }
    }

    private StopText CreateStop(string text, Vocabulary vocabulary)
    {
        int[] symbols = vocabulary.Encoding == TextEncoding.Utf8
            ? Array.ConvertAll([.. text.EnumerateRunes()], rune => rune.Value)
            : Array.ConvertAll(Encoding.UTF8.GetBytes(text), b => (int)b);
        int unknown = Array.FindIndex(symbols, symbol => vocabulary.IndexOf(symbol) < 0);
        if (unknown >= 0)
        {
            string lineEnd = symbols[unknown] == '\\' ? $"; a line end is {options.Stop.Name} $'\\n' in bash" : "";
            string symbol = SymbolName.Of(vocabulary.Encoding, symbols[unknown]);
            error.Note($"the model never writes {symbol}, so {options.Stop.Name} has no effect{lineEnd}");
        }

        return new(Array.ConvertAll(symbols, vocabulary.IndexOf));
    }

    private long ChooseSeed()
    {
        if (options.Seed.IsGiven) return options.Seed.Value;

        // A random Guid's first four bytes come from the system's generator.
        uint drawn = BinaryPrimitives.ReadUInt32LittleEndian(Guid.NewGuid().ToByteArray());
        error.Note(string.Create(CultureInfo.InvariantCulture, $"seed: {drawn}"));
        return drawn;
    }
}
