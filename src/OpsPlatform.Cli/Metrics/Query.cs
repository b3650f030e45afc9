using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Query() : RpcCommand<QueryMetricsRequest, QueryMetricsResponse>(
    "query",
    "Show metrics over a range of days, and how much of them is there.",
    [
        new("parent", "The workspace."),
        new("metrics", "A metric, again for each: ops metrics list shows what there is.", "metric"),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("period", "How long each point is. Default: the whole range."),
        new("group_by", "What to show in groups beside the summary."),
        new("currency_code", "The currency of what is money. Default: CNY.", "currency"),
        new("read_time", "As of when."),
        new("compare_previous", "Compare with as many days right before."),
        new("industry", "Compare with what is usual in this industry: ops benchmarks list shows what is known."),
        new("outlier_bps", "What deviates from it by more than this is an outlier. Default: 3900."),
    ],
    "ops metrics query --metric completion-rate --metric plays --from 2026-03-01 --to 2026-03-31",
    "ops metrics query --metric plays --from 2026-03-01 --to 2026-03-31 --period week --group-by platform --compare-previous -o json")
{
    protected override AsyncUnaryCall<QueryMetricsResponse> Call(OpsPlatformClient client, QueryMetricsRequest request, CallOptions options) =>
        client.Metrics.QueryMetricsAsync(request, options);

    protected override void Show(Invocation invocation, QueryMetricsRequest request, QueryMetricsResponse answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        table.List(
            [.. answer.Summary, .. answer.Series],
            new("group", series => series.Group.Length > 0 ? series.Group[(series.Group.LastIndexOf('/') + 1)..] : "all"),
            new("metric", series => series.Metric),
            new("accounts", series => $"{series.AccountCount}", IsNumber: true),
            new("value", series => Value(series, series.Total), IsNumber: true),
            new("before", series => Value(series, series.Previous), IsNumber: true),
            new("change", series => series.HasChangeBps ? Charts.Percent(series.ChangeBps) : "", IsNumber: true),
            new("usual", series => series.Benchmark is { } usual ? $"{(usual.CrossIndustry ? "~" : "")}{Measured.Text(series.Unit, usual.Value, Currency())}" : "", IsNumber: true),
            new("beside it", series => series.Benchmark is { HasDeviationBps: true } usual ? $"{Charts.Percent(usual.DeviationBps)}{(usual.Outlier ? " OUTLIER" : "")}" : "", IsNumber: true),
            new("rank", series => series.Benchmark is { Rank: > 0 } usual ? $"{usual.Rank}/{usual.CompetitorCount + 1}" : "", IsNumber: true),
            new("course", series => series.Points.Count > 1 ? Charts.Sparkline([.. series.Points.Select(point => point.State == State.Value ? point.Value : (long?)null)]) : ""),
            new("there", series => $"{series.Total.ThereCount}/{series.Total.ExpectedCount}", IsNumber: true),
            new("completeness", series => EnumNames.Text(series.Total.Completeness)));

        string Value(MetricSeries series, MetricPoint? point) =>
            point is null ? "" : point.State == State.Value ? Measured.Text(series.Unit, point.Value, Currency()) : EnumNames.Text(point.State);

        string Currency() => request.CurrencyCode.Length > 0 ? request.CurrencyCode : "CNY";
    }
}
