using CharRnnFast.Kernels;
using CharRnnFast.Sampling;
using CharRnnFast.Text;
using CharRnnFast.Training;

[assembly: RnnKernel(hidden: 100, vocab: 104)]

using Corpus corpus = Corpus.FromString(File.ReadAllText(args[0]));
int symbols = corpus.Vocabulary.Count;
using Trainer trainer = new(RnnKernelTable.Native().For(100, symbols), new(100, symbols, SequenceLength: 25), seed: 1);
TrainingRun run = new(trainer, corpus);
while (run.Iteration < 2000)
    run.Step();
run.Save("model.safetensors");
Console.WriteLine($"{run.BitsPerSymbol:F3} bits per character after {run.Iteration} steps");

using TrainingRun resumed = TrainingRun.Resume("model.safetensors", corpus, RnnKernelTable.Native());
while (resumed.Iteration < 4000)
    resumed.Step();
Console.WriteLine($"{resumed.BitsPerSymbol:F3} bits per character after {resumed.Iteration} steps");

using Sampler sampler = new(resumed.Trainer, corpus.Vocabulary) { Temperature = 0.7 };
sampler.Seed(1);
Console.WriteLine(sampler.Generate("The ", length: 200));
