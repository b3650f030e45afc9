using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Evaluations;

internal sealed class Record() : RpcCommand<RecordEvaluationRequest, Evaluation>(
    "record",
    "Evaluate a period that is over, and keep the result.",
    [
        new("evaluation_id", "The id of the new evaluation. Default: what it is of."),
        new("evaluation.kpi_set", "The KPI set: ops kpi-sets list shows what there is.", "set"),
        new("evaluation.cycle", "What it is of."),
        new("evaluation.start_date", "The first day.", "from"),
        new("evaluation.end_date", "The last day, included, for off-cycle.", "to"),
        new("evaluation.accounts", "Only this account, again for each. Default: all.", "account"),
        new("evaluation.industry", "The industry whose benchmark tells of competitors. A month needs it."),
        new("evaluation.trigger", "Why it is out of turn."),
        new("evaluation.change_bps", "By how much that has changed or missed, in basis points."),
        new("evaluation.threshold_bps", "Above which change something is evaluated out of turn. Default: 2000."),
        new("evaluation.note", "What numbers do not tell."),
    ],
    "ops evaluations record --set wechat-result --cycle quarter --from 2026-01-01 --note 'The spring film was shared by staff first'",
    "ops evaluations record --set daily-five --cycle off-cycle --from 2026-03-01 --to 2026-03-10 --trigger market-change --change-bps 2500")
{
    protected override AsyncUnaryCall<Evaluation> Call(OpsPlatformClient client, RecordEvaluationRequest request, CallOptions options) =>
        client.Metrics.RecordEvaluationAsync(request, options);
}
