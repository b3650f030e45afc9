using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a benchmark: <c>workspaces/{workspace}/benchmarks/{benchmark}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Benchmark">The id of the industry.</param>
public sealed record BenchmarkName(string Workspace, string Benchmark)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Benchmark.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string benchmark) => Pattern.Format(workspace, benchmark);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static BenchmarkName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out BenchmarkName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Benchmark);

    private static BenchmarkName Of(string[] ids) => new(ids[0], ids[1]);
}
