using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class Get() : RpcCommand<GetAgreementRequest, Agreement>(
    "get",
    "Show an agreement as of now, or as it was.",
    [
        new("name", "The agreement."),
        new("read_time", "As of when."),
    ],
    "ops agreements get spring")
{
    protected override AsyncUnaryCall<Agreement> Call(OpsPlatformClient client, GetAgreementRequest request, CallOptions options) =>
        client.Suppliers.GetAgreementAsync(request, options);
}
