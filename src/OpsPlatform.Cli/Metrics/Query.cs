using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

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
    ],
    "ops metrics query --metric completion-rate --metric plays --from 2026-03-01 --to 2026-03-31",
    "ops metrics query --metric plays --from 2026-03-01 --to 2026-03-31 --period week --group-by platform --compare-previous -o json")
{
    protected override AsyncUnaryCall<QueryMetricsResponse> Call(OpsPlatformClient client, QueryMetricsRequest request, CallOptions options) =>
        client.Metrics.QueryMetricsAsync(request, options);
}
