using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

/// <summary>A column made of a benchmark's multiply-adds and its median time.</summary>
internal abstract class RateColumn(string name, string legend) : IColumn
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

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        MultiplyAddsAttribute? work = benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<MultiplyAddsAttribute>();
        double? nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Median;
        return work is null || nanoseconds is null
            ? "-"
            : Format(work.Count / nanoseconds.Value, benchmarkCase.Descriptor.Type);
    }

    /// <param name="multiplyAddsPerNanosecond">10^9 a second.</param>
    /// <param name="benchmarks">The class of the benchmark; a kernel is its type argument.</param>
    protected abstract string Format(double multiplyAddsPerNanosecond, Type benchmarks);

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
