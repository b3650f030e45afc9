using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Partners;

internal sealed class Resume() : RpcCommand<ResumePartnerRequest, Partner>(
    "resume",
    "Let the clients of a suspended partner in again, except those that are suspended themselves.",
    [new("name", "The partner.")],
    "ops partners resume novapr")
{
    protected override AsyncUnaryCall<Partner> Call(OpsPlatformClient client, ResumePartnerRequest request, CallOptions options) =>
        client.Partners.ResumePartnerAsync(request, options);
}
