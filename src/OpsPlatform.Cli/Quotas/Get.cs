using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Quota;

namespace OpsPlatform.Cli.Quotas;

internal sealed class Get() : RpcCommand<GetQuotaRequest, Resource>(
    "get",
    "Show what a client or a workspace may use.",
    [new("name", "The quota: client-novapr-sync or workspace-acme.")],
    "ops quotas get client-novapr-sync")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, GetQuotaRequest request, CallOptions options) =>
        client.Partners.GetQuotaAsync(request, options);
}
