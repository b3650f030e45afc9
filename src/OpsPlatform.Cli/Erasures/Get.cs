using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Cli.Erasures;

internal sealed class Get() : RpcCommand<GetErasureRequest, Erasure>(
    "get",
    "Show an erasure with its certificate.",
    [new("name", "The erasure.")],
    "ops erasures get request-2026-07",
    "ops erasures get request-2026-07 -o json | jq -r .certificate")
{
    protected override AsyncUnaryCall<Erasure> Call(OpsPlatformClient client, GetErasureRequest request, CallOptions options) =>
        client.Erasures.GetErasureAsync(request, options);
}
