using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class GetStanding() : RpcCommand<GetStandingRequest, Standing>(
    "standing",
    "Show what the evaluations of a supplier come to, and how.",
    [
        new("name", "The supplier."),
        new("read_time", "As of when."),
    ],
    "ops suppliers standing starlight",
    "ops suppliers standing starlight --read-time 2026-03-31T00:00:00Z")
{
    protected override AsyncUnaryCall<Standing> Call(OpsPlatformClient client, GetStandingRequest request, CallOptions options) =>
        client.Suppliers.GetStandingAsync(request, options);
}
