namespace OpsPlatform.Server.Tests.Contents;

public sealed class ListingLongOnes(RunningServer server) : ContentTest(server)
{
    /// <summary>What clients take in one message unless they are told otherwise.</summary>
    private const int MostMessageBytes = 4 * 1024 * 1024;

    [Fact]
    public async Task A_page_ends_before_it_is_longer_than_a_client_takes_and_nothing_is_left_out()
    {
        var account = (await AccountAsync()).Name;
        var made = new List<string>();
        for (var i = 0; i < 90; i++)
            made.Add((await DraftAsync(content => (content.Account, content.BodyText) = (account, new string('茶', 19_990) + i))).Name);

        var found = new List<string>();
        var token = "";
        do
        {
            var page = await Contents.ListContentsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = $"account = \"{account}\"", PageToken = token });
            page.CalculateSize().ShouldBeInRange(1, MostMessageBytes / 2 + 4096);
            page.Contents.Count.ShouldBeGreaterThan(1);
            found.AddRange(page.Contents.Select(content => content.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        found.ShouldBe(made.Order(StringComparer.Ordinal));

        var (events, after) = (new List<string>(), "");
        do
        {
            var page = await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = "type = \"content_created\"", PageToken = after });
            page.CalculateSize().ShouldBeLessThan(MostMessageBytes);
            events.AddRange(page.Events.Select(told => told.Resource));
            after = page.NextPageToken;
        }
        while (after.Length > 0);
        made.ShouldBeSubsetOf(events);
        events.ShouldBeUnique();
    }
}
