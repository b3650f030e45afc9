using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Platforms;

internal sealed class Get() : RpcCommand<GetPlatformRequest, Platform>(
    "get",
    "Show a platform and what it can do.",
    [new("name", "The platform.")],
    "ops platforms get douyin")
{
    protected override AsyncUnaryCall<Platform> Call(OpsPlatformClient client, GetPlatformRequest request, CallOptions options) =>
        client.Accounts.GetPlatformAsync(request, options);
}
