using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class GetLeaver() : RpcCommand<GetLeaverRequest, Leaver>(
    "leaver",
    "Show what a person who leaves has in hand.",
    [
        new("parent", "The workspace."),
        new("subject_id", "The workspace's own id for the person.", "subject"),
    ],
    "ops accounts leaver --subject E17")
{
    protected override AsyncUnaryCall<Leaver> Call(OpsPlatformClient client, GetLeaverRequest request, CallOptions options) =>
        client.Accounts.GetLeaverAsync(request, options);
}
