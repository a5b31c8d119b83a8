using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CharRnnFast.Benchmarks;

// Every instruction set of this machine, as a type argument, next to plain loops. In this process: the project's build settings (warnings
// are errors, documentation files) are not for the projects that BenchmarkDotNet would otherwise generate.
List<Type> benchmarks = [typeof(PlainBenchmarks), typeof(KernelBenchmarks<Rnn100x65.Portable>)];
if (AdvSimd.Arm64.IsSupported)
    benchmarks.Add(typeof(KernelBenchmarks<Rnn100x65.AdvSimd>));
if (Avx2.IsSupported && Fma.IsSupported)
    benchmarks.Add(typeof(KernelBenchmarks<Rnn100x65.Avx2>));
if (Avx512F.IsSupported)
    benchmarks.Add(typeof(KernelBenchmarks<Rnn100x65.Avx512>));

IConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithIterationCount(7).WithToolchain(InProcessEmitToolchain.Instance))
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(TargetMethodColumn.Type, StatisticColumn.Median, StatisticColumn.StdDev, BaselineRatioColumn.RatioMean)
    .AddColumn(new MultiplyAddsPerSecondColumn(), new ShareOfPeakColumn())
    .AddColumnProvider(DefaultColumnProviders.Metrics)
    .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
    .AddColumn(CategoriesColumn.Default)
    .WithOptions(ConfigOptions.JoinSummary);

BenchmarkSwitcher.FromTypes([.. benchmarks]).Run(args, config);
