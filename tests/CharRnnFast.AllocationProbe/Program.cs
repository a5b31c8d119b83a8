// Counts what training allocates in the whole process.
//
//     CharRnnFast.AllocationProbe TEXT LOG THREADS B  the loop of `charrnn train`, with its log and its progress line: prints the bytes and
//                                                     garbage collections of 2,000 steps after a warm-up
//     CharRnnFast.AllocationProbe run ARGUMENTS...    runs `charrnn ARGUMENTS` and prints the collections of all of it
using System.Globalization;
using CharRnnFast.AllocationProbe;
using CharRnnFast.Cli;

if (args[0] == "run")
{
    int exitCode = EntryPoint.Run(args[1..]);
    Console.WriteLine(FormattableString.Invariant($"{GC.CollectionCount(0)}"));
    return exitCode;
}

(long bytes, int collections) = Measurement.Run(
    args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
Console.WriteLine(FormattableString.Invariant($"{bytes} {collections}"));
return 0;
