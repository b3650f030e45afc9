using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Benchmarks;

internal sealed class Get() : RpcCommand<GetBenchmarkRequest, Benchmark>(
    "get",
    "Show what is usual in an industry.",
    [new("name", "The industry.")],
    "ops benchmarks get apparel")
{
    protected override AsyncUnaryCall<Benchmark> Call(OpsPlatformClient client, GetBenchmarkRequest request, CallOptions options) =>
        client.Metrics.GetBenchmarkAsync(request, options);
}
