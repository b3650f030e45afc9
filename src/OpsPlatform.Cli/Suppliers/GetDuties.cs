using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class GetDuties() : RpcCommand<GetDutiesRequest, Duties>(
    "duties",
    "Show what is due with suppliers: talks, evaluations, documents.",
    [
        new("parent", "The workspace."),
        new("contact_interval_days", "How many days may lie between two talks. Default: 7.", "contact-interval-days"),
        new("notice_days", "How many days before its end a document is told of. Default: 30."),
    ],
    "ops suppliers duties",
    "ops suppliers duties --contact-interval-days 14")
{
    protected override AsyncUnaryCall<Duties> Call(OpsPlatformClient client, GetDutiesRequest request, CallOptions options) =>
        client.Suppliers.GetDutiesAsync(request, options);
}
