using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Spectre.Console;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Status = OpsPlatform.Metrics.V1.FunnelStageResult.Types.Status;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Funnel() : RpcCommand<GetFunnelRequest, OpsPlatform.Metrics.V1.Funnel>(
    "funnel",
    "Show how many of each stage come to the next, and where most are lost.",
    [
        new("parent", "The workspace."),
        new("funnel_model", "The funnel: ops funnel-models list shows what there is.", "model"),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("break_limit_bps", "Fewer than this part of the first stage at the last is a break. Default: as the funnel says."),
        new("read_time", "As of when."),
    ],
    "ops metrics funnel --model wechat --from 2026-03-01 --to 2026-03-31",
    "ops metrics funnel --model closed-loop-four --from 2026-03-01 --to 2026-03-31 --break-limit-bps 3000 -o json")
{
    /// <summary>Even, so that the bars stand in the middle.</summary>
    private const int Width = 40;

    protected override AsyncUnaryCall<OpsPlatform.Metrics.V1.Funnel> Call(OpsPlatformClient client, GetFunnelRequest request, CallOptions options) =>
        client.Metrics.GetFunnelAsync(request, options);

    protected override void Show(Invocation invocation, GetFunnelRequest request, OpsPlatform.Metrics.V1.Funnel answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        var first = answer.Stages.Count > 0 ? answer.Stages[0].Point.Value : 0;
        table.List(
            answer.Stages,
            new("stage", stage => stage.Stage),
            new("", stage => Charts.Centred(first > 0 ? (decimal)stage.Point.Value / first : 0, Width), Style: stage => Colour(stage.Status)),
            new("there", stage => stage.Point.State == State.Value ? Measured.Text(Metric.Types.Unit.Count, stage.Point.Value, "") : EnumNames.Text(stage.Point.State), IsNumber: true),
            new("expected", stage => stage.HasExpectedValue ? Measured.Text(Metric.Types.Unit.Count, stage.ExpectedValue, "") : "", IsNumber: true),
            new("rate", stage => stage.HasRateBps ? Charts.Percent(stage.RateBps) : "", IsNumber: true),
            new("target", stage => stage.HasTargetBps ? Charts.Percent(stage.TargetBps) : "", IsNumber: true),
            new("gap", stage => stage.HasGapBps ? Charts.Percent(stage.GapBps) : "", IsNumber: true),
            new("status", stage => stage.Status == Status.First ? "" : EnumNames.Text(stage.Status), Style: stage => Colour(stage.Status)),
            new(" ", stage => stage.Stage == answer.Bottleneck ? "◀ bottleneck" : "", Style: _ => Color.Red));
        if (answer.HasOverallRateBps)
            invocation.Terminal.Output.WriteLine($"\noverall {Charts.Percent(answer.OverallRateBps)}{(answer.Finding.Length > 0 ? $"  {answer.Finding}" : "")}");
    }

    private static Style? Colour(Status status) => status switch
    {
        Status.Met => Color.Green,
        Status.Below => Color.Red,
        Status.NoData or Status.Undefined => Color.Yellow,
        _ => null,
    };
}
