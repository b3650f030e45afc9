using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Partners;

internal sealed class Get() : RpcCommand<GetPartnerRequest, Partner>(
    "get",
    "Show a partner as of now.",
    [new("name", "The partner.")],
    "ops partners get novapr")
{
    protected override AsyncUnaryCall<Partner> Call(OpsPlatformClient client, GetPartnerRequest request, CallOptions options) =>
        client.Partners.GetPartnerAsync(request, options);
}
