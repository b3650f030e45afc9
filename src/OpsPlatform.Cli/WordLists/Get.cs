using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.WordLists;

internal sealed class Get() : RpcCommand<GetWordListRequest, WordList>(
    "get",
    "Show what is known of a word list, without its words.",
    [new("name", "The word list.")],
    "ops word-lists get advertising-law")
{
    protected override AsyncUnaryCall<WordList> Call(OpsPlatformClient client, GetWordListRequest request, CallOptions options) =>
        client.Contents.GetWordListAsync(request, options);
}
