using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Partners;

internal sealed class Suspend() : RpcCommand<SuspendPartnerRequest, Partner>(
    "suspend",
    "Shut all clients of a partner out, within a second: no tokens, and those that they have are refused.",
    [
        new("name", "The partner."),
        new("reason", "Why, for the record."),
    ],
    "ops partners suspend novapr --reason 'Invoices unpaid'")
{
    protected override AsyncUnaryCall<Partner> Call(OpsPlatformClient client, SuspendPartnerRequest request, CallOptions options) =>
        client.Partners.SuspendPartnerAsync(request, options);
}
