using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Update() : RpcCommand<UpdateSupplierRequest, Supplier>(
    "update",
    "Edit what describes a supplier.",
    [
        new("supplier.name", "The supplier."),
        new("supplier.display_name", "What people call it."),
        new("supplier.contact.subject_id", "Whom to speak to there.", "contact"),
        new("supplier.contact.display_name", "The person's name.", "contact-name"),
        new("supplier.contact.contact", "The person's phone number, e-mail address or WeChat id.", "contact-address"),
        new("supplier.labels", "A mark to find it by, again for each. They replace all that it has.", "label"),
        new("supplier.partner_kind", "What it is in the partner network."),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops suppliers update starlight --display-name 'Starlight'")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, UpdateSupplierRequest request, CallOptions options) =>
        client.Suppliers.UpdateSupplierAsync(request, options);
}
