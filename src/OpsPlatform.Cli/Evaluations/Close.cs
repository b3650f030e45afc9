using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Evaluations;

internal sealed class Close() : RpcCommand<CloseEvaluationRequest, Evaluation>(
    "close",
    "Say what came of an optimisation.",
    [
        new("name", "The evaluation."),
        new("outcome", "What came of it."),
    ],
    "ops evaluations close wechat-result-quarter-2026-01-01 --outcome 'Two formats were dropped; completion is back'")
{
    protected override AsyncUnaryCall<Evaluation> Call(OpsPlatformClient client, CloseEvaluationRequest request, CallOptions options) =>
        client.Metrics.CloseEvaluationAsync(request, options);
}
