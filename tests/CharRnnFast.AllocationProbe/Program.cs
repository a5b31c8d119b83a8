// Runs the training loop of `charrnn train`, with its log and its progress line, and prints what 2,000 steps after a warm-up allocated in
// the whole process: bytes, then garbage collections. Arguments: a text, and a path for the log.
using CharRnnFast.AllocationProbe;

(long bytes, int collections) = Measurement.Run(textPath: args[0], logPath: args[1]);
Console.WriteLine(FormattableString.Invariant($"{bytes} {collections}"));
