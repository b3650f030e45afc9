using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.WordLists;

internal sealed class GetVersion() : RpcCommand<GetWordListVersionRequest, WordListVersion>(
    "get-version",
    "Show the words of a version of a word list.",
    [new("name", "The version.")],
    "ops word-lists get-version advertising-law/1 -o json")
{
    protected override AsyncUnaryCall<WordListVersion> Call(OpsPlatformClient client, GetWordListVersionRequest request, CallOptions options) =>
        client.Contents.GetWordListVersionAsync(request, options);
}
