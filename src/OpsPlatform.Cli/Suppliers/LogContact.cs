using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class LogContact() : RpcCommand<LogContactRequest, SupplierContact>(
    "log-contact",
    "Record a talk with a supplier.",
    [
        new("parent", "The supplier."),
        new("contact_id", "The id of the talk. Default: one that the server makes."),
        new("channel", "How: call, meeting, chat."),
        new("summary", "What it was about."),
        new("contact_time", "When it was. Default: now.", "contact-time"),
    ],
    "ops suppliers log-contact starlight --channel call --summary 'Shooting moves to Friday'")
{
    protected override AsyncUnaryCall<SupplierContact> Call(OpsPlatformClient client, LogContactRequest request, CallOptions options) =>
        client.Suppliers.LogContactAsync(request, options);
}
