using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Search() : RpcCommand<SearchLessonsRequest, SearchLessonsResponse>(
    "search",
    "Find lessons by words, in English or Chinese.",
    [
        new("parent", "The workspace."),
        new("query", "What to look for; all of it has to be there."),
        new("page_size", "How many at most. Default: 10.", "most"),
    ],
    "ops lessons search --query 'briefing 简报'")
{
    protected override AsyncUnaryCall<SearchLessonsResponse> Call(OpsPlatformClient client, SearchLessonsRequest request, CallOptions options) =>
        client.Campaigns.SearchLessonsAsync(request, options);
}
