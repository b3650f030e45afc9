using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class Terminate() : RpcCommand<TerminateAgreementRequest, Agreement>(
    "terminate",
    "End an agreement, for good.",
    [
        new("name", "The agreement."),
        new("reason", "Why."),
    ],
    "ops agreements terminate spring --reason 'They closed'")
{
    protected override AsyncUnaryCall<Agreement> Call(OpsPlatformClient client, TerminateAgreementRequest request, CallOptions options) =>
        client.Suppliers.TerminateAgreementAsync(request, options);
}
