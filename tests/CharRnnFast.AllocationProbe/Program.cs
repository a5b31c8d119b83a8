// Counts what training allocates in the whole process.
//
//     CharRnnFast.AllocationProbe TEXT LOG THREADS B [CELL LAYERS DROPOUT]
//         the loop of `charrnn train`, with its log and its progress line: prints the bytes and garbage collections of 2,000 steps after a
//         warm-up; of H = 100 by default, else of H = 32
//     CharRnnFast.AllocationProbe run ARGUMENTS...
//         runs `charrnn ARGUMENTS` and prints the collections of all of it
using System.Globalization;
using CharRnnFast.AllocationProbe;
using CharRnnFast.Cli;
using CharRnnFast.Model;

if (args[0] == "run")
{
    int exitCode = EntryPoint.Run(args[1..]);
    Console.WriteLine(FormattableString.Invariant($"{GC.CollectionCount(0)}"));
    return exitCode;
}

(int threads, int batch) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
ModelShape shape = args.Length == 4 ? new(100, 2, 25, batch) : new(32, 2, 25, batch)
{
    Cell = Enum.Parse<Cell>(args[4], ignoreCase: true),
    Layers = int.Parse(args[5], CultureInfo.InvariantCulture),
    Dropout = double.Parse(args[6], CultureInfo.InvariantCulture),
};
(long bytes, int collections) = Measurement.Run(args[0], args[1], threads, shape);
Console.WriteLine(FormattableString.Invariant($"{bytes} {collections}"));
return 0;
