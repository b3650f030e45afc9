using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Accounts beside what is usual.</summary>
public sealed class Benchmarking(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-26")]
    public async Task A_total_stands_beside_what_is_usual_in_its_industry_or_else_in_all()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 10, 1000), Value(account, "likes", 10, 80), Value(account, "comments", 10, 50));
        var apparel = $"{Workspace}/benchmarks/apparel";
        await Metrics.GetBenchmarkAsync(new() { Name = apparel }).Refused(ErrorReason.ResourceNotFound);
        await Metrics.SetBenchmarkAsync(new() { Name = apparel, Metric = "like-rate", Value = 1000, Basis = "one brand, three months", Competitors = { new Competitor { DisplayName = "Globex", Value = 900 } } });
        await Metrics.SetBenchmarkAsync(new() { Name = $"{Workspace}/benchmarks/all", Metric = "comment-rate", Value = 300 });

        var series = (await QueryAsync(new() { Metrics = { "like-rate", "comment-rate", "plays" }, Accounts = { account }, StartDate = March(10), EndDate = March(10), Industry = "apparel" })).Summary;
        series[0].Benchmark.ShouldBe(new BenchmarkComparison { Value = 1000, DeviationBps = -2000, Rank = 2, CompetitorCount = 1 });
        series[1].Benchmark.ShouldBe(new BenchmarkComparison { Value = 300, CrossIndustry = true, DeviationBps = 6667, Outlier = true });
        series[2].Benchmark.ShouldBeNull();

        (await Metrics.ListBenchmarksAsync(new() { Parent = Workspace })).Benchmarks.Select(each => each.Name).ShouldBe([$"{Workspace}/benchmarks/all", apparel]);
        (await Metrics.GetBenchmarkAsync(new() { Name = apparel })).Entries.ShouldHaveSingleItem().Basis.ShouldBe("one brand, three months");
    }
}
