using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Benchmarks;

internal sealed class Set() : RpcCommand<SetBenchmarkRequest, Benchmark>(
    "set",
    "Say what is usual of a metric in an industry; without a value, take it out.",
    [
        new("name", "The industry; all stands for all of them."),
        new("metric", "The metric: ops metrics list shows what there is."),
        new("value", "What is usual, in the metric's unit. Default: it is taken out."),
        new("currency_code", "The currency of what is money.", "currency"),
        new("basis", "Where it is from."),
        new("competitors", "A competitor and what it reaches, again for each.", "competitor"),
    ],
    "ops benchmarks set apparel --metric interaction-rate --value 1200 --basis 'one brand, three months' --competitor Globex:1500")
{
    protected override AsyncUnaryCall<Benchmark> Call(OpsPlatformClient client, SetBenchmarkRequest request, CallOptions options) =>
        client.Metrics.SetBenchmarkAsync(request, options);
}
