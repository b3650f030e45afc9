using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class List() : ListCommand<ListLessonsRequest, Lesson>(
    "list",
    "List the lessons of a workspace.",
    [new("parent", "The workspace.")],
    "ops lessons list --filter 'cause_tag = \"late-briefing\"'")
{
    protected override IAsyncEnumerable<Lesson> Items(OpsPlatformClient client, ListLessonsRequest request) =>
        client.Campaigns.EnumerateLessonsAsync(request);
}
