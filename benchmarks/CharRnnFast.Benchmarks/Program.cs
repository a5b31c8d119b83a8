using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.NativeAot;
using CharRnnFast.Benchmarks;

const string Native = "--native";
string[] job = args.Contains("--job") ? [] : ["--job", "short", "--iterationCount", "7"];

ManualConfig config = ManualConfig.CreateEmpty()
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

// Under the JIT in this process: the project's build settings (warnings are errors, documentation files) are not for the projects that
// BenchmarkDotNet would otherwise generate. Native: without a version of ILCompiler, which central package versions would refuse (NU1008),
// the SDK's own is taken; and with a folder as its feed, packages come from wherever NuGet is set up to find them.
string[] process = ["--inProcess"];
if (args.Contains(Native))
{
    process = [];
    NativeAotToolchainBuilder toolchain = NativeAotToolchain.CreateBuilder().UseNuGet("", AppContext.BaseDirectory);
    config.AddJob(Job.Default.WithToolchain(toolchain.ToToolchain()).AsMutator());
    config.WithBuildTimeout(TimeSpan.FromMinutes(30));
}

BenchmarkSwitcher.FromTypes([.. BenchmarkTypes.All]).Run([.. args.Except([Native]), .. job, .. process], config);
