using OpsPlatform.Accounts.V1;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;
using Outcome = OpsPlatform.Metrics.V1.MetricResult.Types.Outcome;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>A test of metrics, on accounts that it makes for itself.</summary>
public abstract class MetricTest(RunningServer server) : ServerTest(server)
{
    protected const string Workspace = "workspaces/acme";

    protected MetricService.MetricServiceClient Metrics => Server.Operator.Metrics;

    protected async Task<string> AccountAsync(string platform = "channels", params string[] labels) => (await Server.Operator.Accounts.CreateAccountAsync(new()
    {
        Parent = Workspace,
        AccountId = $"a{Guid.NewGuid():N}",
        Account = new Account { DisplayName = "Acme", Platform = $"{Workspace}/platforms/{platform}", Labels = { labels } },
    })).Name;

    protected async Task<RecordMetricsResponse> RecordAsync(params MetricValue[] values) => await Metrics.RecordMetricsAsync(new() { Parent = Workspace, Values = { values } });

    /// <summary>Records values all of which are to be stored.</summary>
    protected async Task StoreAsync(params MetricValue[] values) =>
        (await RecordAsync(values)).Results.ShouldAllBe(result => result.Outcome == Outcome.Recorded || result.Outcome == Outcome.Corrected);

    protected async Task<QueryMetricsResponse> QueryAsync(QueryMetricsRequest request)
    {
        request.Parent = Workspace;
        return await Metrics.QueryMetricsAsync(request);
    }

    protected static Date March(int day) => new() { Year = 2026, Month = 3, Day = day };

    protected static MetricValue Value(string account, string metric, int day, long value, Source source = Source.PlatformApi) =>
        new() { Account = account, Metric = metric, Date = March(day), Value = value, Source = source };
}
