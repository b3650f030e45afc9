using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Quota;

namespace OpsPlatform.Cli.Quotas;

internal sealed class Set() : RpcCommand<SetQuotaRequest, Resource>(
    "set",
    "Set what a client or a workspace may use to exactly this, within about a second.",
    [
        new("name", "The quota: client-novapr-sync or workspace-acme."),
        new("per_second", "Calls a second on average; 0 is no limit. Default: the platform's."),
        new("burst", "Calls at once. Default: as many as in a second."),
        new("streams", "Open streams of a client on one node; 0 is no limit. Default: the platform's."),
        new("daily", "Calls of a client a day by permission group, again for each: budgets.write:10000."),
    ],
    "ops quotas set client-novapr-sync --per-second 50 --burst 100",
    "ops quotas set client-novapr-sync --daily budgets.write:10000 --daily budgets.read:100000",
    "ops quotas set workspace-acme --per-second 200")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, SetQuotaRequest request, CallOptions options) =>
        client.Partners.SetQuotaAsync(request, options);
}
