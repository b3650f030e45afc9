using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;
using State = OpsPlatform.Metrics.V1.EsgReport.Types.State;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>What is told of metrics to others: whether their sources agree, and reports on sustainability.</summary>
public sealed class Reporting(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "INT-02")]
    public async Task Tools_have_one_schema_are_compared_and_counted_once()
    {
        var account = await AccountAsync();
        (await Metrics.RecordMetricsAsync(new() { Parent = Workspace, Values = { new MetricValue { Account = account, Metric = "plays", Source = Source.PlatformApi, Value = 1 } } }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["values[0].date"]);
        await StoreAsync(Value(account, "plays", 1, 73, Source.Export), Value(account, "plays", 2, 5), Value(account, "plays", 2, 5, Source.Export), Value(account, "likes", 1, 9), Value(account, "likes", 1, 10, Source.SelfReport));
        var other = new RecordMetricsRequest { Parent = Workspace, RequestId = $"{Guid.NewGuid()}", Values = { Value(account, "plays", 1, 100) } };
        await Metrics.RecordMetricsAsync(other);
        await Metrics.RecordMetricsAsync(other);

        (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(1) })).Summary.Single().Total.Value.ShouldBe(100);
        var quality = await Metrics.GetDataQualityAsync(new() { Parent = Workspace, Metrics = { "plays", "likes" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) });
        quality.Deviations.ShouldBe(
        [
            new MetricDeviation { Account = account, Metric = "plays", Date = March(1), LowestValue = 73, LowestSource = Source.Export, HighestValue = 100, HighestSource = Source.PlatformApi, DeviationBps = 2700 },
            new MetricDeviation { Account = account, Metric = "likes", Date = March(1), LowestValue = 9, LowestSource = Source.PlatformApi, HighestValue = 10, HighestSource = Source.SelfReport, DeviationBps = 1000 },
        ]);

        // What is corrected to be the same deviates no more.
        await StoreAsync(Value(account, "plays", 1, 100, Source.Export));
        (await Metrics.GetDataQualityAsync(new() { Parent = Workspace, Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Deviations.ShouldBeEmpty();
    }

    [Fact, Trait("row", "CMP-09")]
    public async Task A_report_on_sustainability_has_three_parts_and_comes_out_the_same()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 7), Value(account, "plays", 2, 8), Value(account, "likes", 1, 3), Value(account, "comments", 1, 1));
        var request = new GetEsgReportRequest { Parent = Workspace, Accounts = { account }, StartDate = March(1), EndDate = March(2), Environment = { "plays" }, Governance = { "comments" } };
        (await Metrics.GetEsgReportAsync(request).Refused(ErrorReason.EsgPartMissing)).Info.Metadata["missing"].ShouldBe("social");
        request.Social.Add(["likes", "plays"]);
        var report = await Metrics.GetEsgReportAsync(request);
        (report.State, report.Environment.Single().Total.Value, report.Social[0].Total.Value, report.Governance.Single().Total.Value).ShouldBe((State.Unverified, 15, 3, 1));
        report.Social[1].ShouldBe(report.Environment[0]);

        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await StoreAsync(Value(account, "plays", 2, 80));
        request.ReadTime = report.ReadTime;
        (await Metrics.GetEsgReportAsync(request)).ShouldBe(report);
        (request.ReadTime, request.AssessmentId) = (null, "SGS-2026-117");
        var later = await Metrics.GetEsgReportAsync(request);
        (later.State, later.Environment.Single().Total.Value).ShouldBe((State.Verified, 87));
    }
}
