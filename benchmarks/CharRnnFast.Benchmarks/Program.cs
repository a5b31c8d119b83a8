using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using CharRnnFast.Benchmarks;

// In this process: the project's build settings (warnings are errors, documentation files) are not for the projects that BenchmarkDotNet
// would otherwise generate.
string[] job = args.Contains("--job") ? [] : ["--job", "short", "--iterationCount", "7"];

IConfig config = ManualConfig.CreateEmpty()
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithCategoryDiscoverer(new ByMethodName())
    .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)
    .AddColumn(CategoriesColumn.Default, TargetMethodColumn.Type)
    .AddColumnProvider(DefaultColumnProviders.Params)
    .AddColumn(StatisticColumn.Median, StatisticColumn.StdDev, new TimesPlainColumn())
    .AddColumn(new MultiplyAddsPerSecondColumn(), new ShareOfPeakColumn())
    .AddColumnProvider(DefaultColumnProviders.Metrics)
    .WithOptions(ConfigOptions.JoinSummary);

BenchmarkSwitcher.FromTypes([.. BenchmarkTypes.All]).Run([.. args, .. job, "--inProcess"], config);
