using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

/// <summary>A column made of a benchmark's median time; "-" where there is nothing to say.</summary>
internal abstract class NumberColumn(string name, string legend) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        (Median(summary, benchmarkCase) is { } nanoseconds ? Format(summary, benchmarkCase, nanoseconds) : null) ?? "-";

    protected abstract string? Format(Summary summary, BenchmarkCase benchmark, double nanoseconds);

    /// <summary>In nanoseconds; null where the benchmark failed.</summary>
    protected static double? Median(Summary summary, BenchmarkCase benchmark) => summary[benchmark]?.ResultStatistics?.Median;

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
