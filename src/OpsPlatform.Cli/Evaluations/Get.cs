using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Evaluations;

internal sealed class Get() : RpcCommand<GetEvaluationRequest, Evaluation>(
    "get",
    "Show what came of a period.",
    [new("name", "The evaluation.")],
    "ops evaluations get wechat-result-quarter-2026-01-01")
{
    protected override AsyncUnaryCall<Evaluation> Call(OpsPlatformClient client, GetEvaluationRequest request, CallOptions options) =>
        client.Metrics.GetEvaluationAsync(request, options);
}
