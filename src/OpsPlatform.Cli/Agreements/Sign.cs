using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class Sign() : RpcCommand<SignAgreementRequest, Agreement>(
    "sign",
    "Sign an agreement for one side; two principals sign for two.",
    [
        new("name", "The agreement."),
        new("side", "For which side."),
    ],
    "ops agreements sign spring --side buyer")
{
    protected override AsyncUnaryCall<Agreement> Call(OpsPlatformClient client, SignAgreementRequest request, CallOptions options) =>
        client.Suppliers.SignAgreementAsync(request, options);
}
