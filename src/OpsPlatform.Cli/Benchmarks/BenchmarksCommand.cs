using System.CommandLine;

namespace OpsPlatform.Cli.Benchmarks;

/// <summary>`ops benchmarks`: what others reach.</summary>
internal sealed class BenchmarksCommand : Command
{
    internal BenchmarksCommand()
        : base("benchmarks", "What is usual in industries, and what competitors reach.")
    {
        Add(new List());
        Add(new Get());
        Add(new Set());
    }
}
