using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Esg() : RpcCommand<GetEsgReportRequest, EsgReport>(
    "esg",
    "Show the environmental, social and governance figures of a range of days.",
    [
        new("parent", "The workspace."),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("environment", "A metric of the environment, again for each."),
        new("social", "A metric of society, again for each."),
        new("governance", "A metric of how the brand is led, again for each."),
        new("assessment_id", "The number of the third party's assessment."),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("currency_code", "The currency of what is money. Default: CNY.", "currency"),
        new("read_time", "As of when. Default: now."),
    ],
    "ops metrics esg --from 2025-01-01 --to 2025-12-31 --environment carbon-saved --social charity-given --governance committee-meetings --assessment-id SGS-2026-117")
{
    protected override AsyncUnaryCall<EsgReport> Call(OpsPlatformClient client, GetEsgReportRequest request, CallOptions options) =>
        client.Metrics.GetEsgReportAsync(request, options);
}
