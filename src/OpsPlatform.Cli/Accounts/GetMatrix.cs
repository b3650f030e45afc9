using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class GetMatrix() : RpcCommand<GetMatrixRequest, Matrix>(
    "matrix",
    "Show what the accounts of a workspace lack as a whole.",
    [
        new("parent", "The workspace."),
        new("region_code", "Only the accounts of this market.", "region"),
    ],
    "ops accounts matrix",
    "ops accounts matrix --region DE")
{
    protected override AsyncUnaryCall<Matrix> Call(OpsPlatformClient client, GetMatrixRequest request, CallOptions options) =>
        client.Accounts.GetMatrixAsync(request, options);
}
