using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Compare() : RpcCommand<CompareContentVersionsRequest, CompareContentVersionsResponse>(
    "compare",
    "Show what changed between two versions of a content.",
    [
        new("name", "The content."),
        new("from_version", "The earlier version, from 1.", "from"),
        new("to_version", "The later version. Default: the current one.", "to"),
    ],
    "ops contents compare spring-tea --from 1")
{
    protected override AsyncUnaryCall<CompareContentVersionsResponse> Call(OpsPlatformClient client, CompareContentVersionsRequest request, CallOptions options) =>
        client.Contents.CompareContentVersionsAsync(request, options);
}
