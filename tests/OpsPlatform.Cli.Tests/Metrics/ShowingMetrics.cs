using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Tests.Metrics;

/// <summary>Answers about metrics as people see them.</summary>
public sealed class ShowingMetrics
{
    [Theory]
    [InlineData("metrics scorecard --set aarrr --from 2026-03-01 --to 2026-03-31", "scorecard.txt")]
    [InlineData("metrics scorecard --set aarrr --from 2026-03-01 --to 2026-03-31 -o csv", "scorecard.csv")]
    [InlineData("metrics funnel --model wechat --from 2026-03-01 --to 2026-03-31", "funnel.txt")]
    [InlineData("metrics query --metric plays --from 2026-03-01 --to 2026-03-31", "metrics-query.txt")]
    [InlineData("metrics query --metric plays --from 2026-03-01 --to 2026-03-31 -o csv", "metrics-query.csv")]
    [InlineData("kpi-sets get aarrr", "kpi-set.txt")]
    [InlineData("audiences get fans", "audience.txt")]
    [InlineData("goals get fans-2026", "goal.txt")]
    public async Task An_answer_is_shown_in_the_form_that_was_asked_for(string commandLine, string golden)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetScorecardRequest>(_ => Samples.Scorecard());
        platform.On<QueryMetricsRequest>(_ => Samples.Series());
        platform.On<GetFunnelRequest>(_ => Samples.Funnel());
        platform.On<GetKpiSetRequest>(_ => Samples.KpiSet());
        platform.On<GetAudienceRequest>(_ => Samples.Audience());
        platform.On<GetGoalRequest>(_ => Samples.Goal());
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, golden);
        ops.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cell_of_csv_with_commas_quotes_or_lines_is_quoted_and_an_empty_list_is_nothing()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ListBenchmarksRequest>(_ => new ListBenchmarksResponse { Benchmarks = { new Benchmark { Name = "n", Entries = { new BenchmarkEntry { Metric = "plays", Value = 7, Basis = "a \"b\", c\nd" }, new BenchmarkEntry { Metric = "likes" } } }, new Benchmark { Name = "m" } } });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("benchmarks list -o csv")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ReplaceLineEndings("\n").ShouldBe("""
            name,createTime,updateTime,etag,entries.metric,entries.value,entries.currencyCode,entries.basis,entries.competitors.displayName,entries.competitors.value
            n,,,,plays,7,,"a ""b"", c
            d",,
            n,,,,likes,0,,,,
            m,,,,,,,,,

            """.ReplaceLineEndings("\n"));

        platform.On<ListBenchmarksRequest>(_ => new ListBenchmarksResponse());
        (await ops.RunAsync("benchmarks list -o csv")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0", "░░░░")]
    [InlineData("0.5", "██░░")]
    [InlineData("0.53", "██▏░")]
    [InlineData("0.999", "████")]
    [InlineData("1", "████")]
    [InlineData("1.5", "████")]
    [InlineData("-1", "░░░░")]
    public void A_bar_is_filled_to_the_eighth_of_a_letter_and_keeps_its_width(string share, string bar) => Charts.Bar(decimal.Parse(share), 4).ShouldBe(bar);

    [Theory]
    [InlineData("1", "██████")]
    [InlineData("0.5", " ████")]
    [InlineData("0.0001", "  ██")]
    [InlineData("0", "   ")]
    public void A_stage_of_a_funnel_stands_in_the_middle(string share, string bar) => Charts.Centred(decimal.Parse(share), 6).ShouldBe(bar);

    [Fact]
    public void A_sparkline_goes_from_the_least_to_the_most_and_leaves_out_what_is_missing()
    {
        Charts.Sparkline([10, null, 80, 45]).ShouldBe("▁·█▄");
        Charts.Sparkline([7, 7]).ShouldBe("▁▁");
        Charts.Sparkline([null, null]).ShouldBe("··");
        Charts.Sparkline([long.MinValue, long.MaxValue]).ShouldBe("▁█");
    }
}
