using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Create() : RpcCommand<CreateSupplierRequest, Supplier>(
    "create",
    "Add a supplier, as a candidate.",
    [
        new("supplier_id", "The id of the new supplier. Default: one that the server makes."),
        new("supplier.display_name", "What people call it."),
        new("supplier.category", "What it is bought for."),
        new("supplier.member", "What it is, among the three of its category."),
        new("supplier.contact.subject_id", "Whom to speak to there: your own id for the person, and no name.", "contact"),
        new("supplier.contact.display_name", "The person's name; stored encrypted, and erasable.", "contact-name"),
        new("supplier.contact.contact", "The person's phone number, e-mail address or WeChat id; stored encrypted, and erasable.", "contact-address"),
        new("supplier.labels", "A mark to find it by, again for each.", "label"),
        new("supplier.partner_kind", "What it is in the partner network."),
    ],
    "ops suppliers create starlight --display-name 'Starlight MCN' --category content-production --member mcn-agency --label spring",
    "ops suppliers create cumulus --display-name Cumulus --category tech-support --member cloud-provider --partner-kind tech-provider")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, CreateSupplierRequest request, CallOptions options) =>
        client.Suppliers.CreateSupplierAsync(request, options);
}
