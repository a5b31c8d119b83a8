using System.Reflection;
using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

/// <summary>One category for each operation, whichever class times it.</summary>
internal sealed class ByMethodName : ICategoryDiscoverer
{
    public string[] GetCategories(MethodInfo method) => [method.Name];
}
