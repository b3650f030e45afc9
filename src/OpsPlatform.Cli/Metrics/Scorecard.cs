using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Spectre.Console;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Scorecard() : RpcCommand<GetScorecardRequest, OpsPlatform.Metrics.V1.Scorecard>(
    "scorecard",
    "Show how accounts stand against a KPI set.",
    [
        new("parent", "The workspace."),
        new("kpi_set", "The KPI set: ops kpi-sets list shows what there is.", "set"),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("plan_start_date", "When the plan began: what is due later is not judged.", "plan-start"),
        new("read_time", "As of when."),
        new("group_by", "Score each platform, account or label by itself, too."),
    ],
    "ops metrics scorecard --set daily-five --from 2026-03-01 --to 2026-03-31",
    "ops metrics scorecard --set daily-five --from 2026-03-01 --to 2026-03-31 --group-by platform",
    "ops metrics scorecard --set enterprise-horizons --from 2026-01-01 --to 2026-06-30 --plan-start 2026-01-01 -o json")
{
    private const int BarWidth = 20;
    private const decimal WholeBps = 10_000;

    protected override AsyncUnaryCall<OpsPlatform.Metrics.V1.Scorecard> Call(OpsPlatformClient client, GetScorecardRequest request, CallOptions options) =>
        client.Metrics.GetScorecardAsync(request, options);

    protected override void Show(Invocation invocation, GetScorecardRequest request, OpsPlatform.Metrics.V1.Scorecard answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        table.List(
            answer.Results,
            new("group", result => result.Group),
            new("metric", result => result.Metric),
            new("status", result => EnumNames.Text(result.Status), Style: result => Colour(result.Status)),
            new("actual", result => result.HasActual ? Value(result, result.Actual) : "", IsNumber: true),
            new("target", result => result.HasTarget ? Value(result, result.Target) : "", IsNumber: true),
            new("gap", result => result.HasGap ? Value(result, result.Gap) : "", IsNumber: true),
            new("progress", result => result.HasProgressBps ? Charts.Percent(result.ProgressBps) : "", IsNumber: true),
            new("score", result => result.HasScoreBps ? Charts.Bar(result.ScoreBps / WholeBps, BarWidth) : "", Style: result => Colour(result.Status)),
            new("trend", Trend),
            new("there", result => $"{result.Total.ThereCount}/{result.Total.ExpectedCount}", IsNumber: true),
            new("finding", result => result.Finding));

        invocation.Terminal.Output.WriteLine();
        table.List(
            [.. answer.Groups, answer.Total],
            new("group", summary => summary.Group.Length > 0 ? summary.Group : "total"),
            new("kpis", summary => $"{summary.KpiCount}", IsNumber: true),
            new("met", summary => $"{summary.MetCount}", IsNumber: true),
            new("missed", summary => $"{summary.MissedCount}", IsNumber: true),
            new("no data", summary => $"{summary.NoDataCount}", IsNumber: true),
            new("not due", summary => $"{summary.NotDueCount}", IsNumber: true),
            new("score", summary => summary.HasScoreBps ? Charts.Percent(summary.ScoreBps) : "", IsNumber: true),
            new("", summary => summary.HasScoreBps ? Charts.Bar(summary.ScoreBps / WholeBps, BarWidth) : ""),
            new("state", summary => EnumNames.Text(summary.State)));
        if (answer.Parts.Count > 0)
        {
            invocation.Terminal.Output.WriteLine();
            table.List(
                answer.Parts,
                new("part", card => card.Part[(card.Part.LastIndexOf('/') + 1)..]),
                new("accounts", card => $"{card.AccountCount}", IsNumber: true),
                new("met", card => $"{card.Total.MetCount}", IsNumber: true),
                new("missed", card => $"{card.Total.MissedCount}", IsNumber: true),
                new("score", card => card.Total.HasScoreBps ? Charts.Percent(card.Total.ScoreBps) : "", IsNumber: true),
                new("", card => card.Total.HasScoreBps ? Charts.Bar(card.Total.ScoreBps / WholeBps, BarWidth) : ""));
        }

        if (answer.Verdict != Verdict.Unspecified)
            invocation.Terminal.Output.WriteLine($"\n{EnumNames.Text(answer.Verdict)}");

        string Value(KpiResult result, long value) => Measured.Text(result.Unit, value, answer.CurrencyCode);
    }

    private static string Trend(KpiResult result)
    {
        var change = result.HasChangeBps ? $" {Charts.Percent(result.ChangeBps)}" : "";
        return result.Trend switch
        {
            KpiResult.Types.Trend.Better => $"better{change}",
            KpiResult.Types.Trend.Worse => $"worse{change}",
            KpiResult.Types.Trend.Steady => "steady",
            _ => "",
        };
    }

    private static Style? Colour(Status status) => status switch
    {
        Status.Met => Color.Green,
        Status.Missed => Color.Red,
        Status.NoData or Status.Undefined => Color.Yellow,
        _ => null,
    };
}
