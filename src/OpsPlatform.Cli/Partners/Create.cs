using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Partners;

internal sealed class Create() : RpcCommand<CreatePartnerRequest, Partner>(
    "create",
    "Create a partner, active and without clients.",
    [
        new("partner_id", "The id of the new partner."),
        new("partner.display_name", "What people call it."),
        new("partner.kind", "What it does."),
    ],
    "ops partners create novapr --kind agency --display-name 'Nova PR'")
{
    protected override AsyncUnaryCall<Partner> Call(OpsPlatformClient client, CreatePartnerRequest request, CallOptions options) =>
        client.Partners.CreatePartnerAsync(request, options);
}
