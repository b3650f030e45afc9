using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Projections.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Projections.ProjectionSteps;
using State = OpsPlatform.Projections.V1.Projection.Types.State;

namespace OpsPlatform.Server.Tests.Projections;

/// <summary>What an operator asks of projections.</summary>
public sealed class Operating(RunningServer server) : ServerTest(server)
{
    private ProjectionService.ProjectionServiceClient Projections => Server.Operator.Projections;

    [Fact]
    public async Task A_projection_tells_how_far_it_has_come()
    {
        await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();

        var projection = await Server.ProjectionAsync(Months);

        projection.HeadPosition.ShouldBePositive();
        projection.ShouldBe(new Projection { Name = Months, State = State.Following, Version = 3, Position = projection.HeadPosition, HeadPosition = projection.HeadPosition, UpdateTime = projection.UpdateTime });
    }

    [Fact]
    public async Task What_happens_is_followed_without_a_scan()
    {
        // The server's clock stands still, so that nothing but the commit itself can wake the projection.
        await Server.ActiveAsync(("content", 100));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        while ((await Server.ProjectionAsync(Months)) is not { HeadPosition: > 0, LagEvents: 0 })
            limit.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_workspace_without_events_has_its_projections_all_the_same()
    {
        using var empty = await Server.ProvisionAsync("empty", "empty-ops", "projections.*");
        (await empty.Projections.ListProjectionsAsync(new() { Parent = "workspaces/empty" })).Projections
            .ShouldHaveSingleItem().ShouldBe(new Projection { Name = "workspaces/empty/projections/budget-months", State = State.Following });
    }

    [Fact]
    public async Task Projections_are_filtered_ordered_and_paged_like_any_list()
    {
        await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();
        async Task<int> CountAsync(string filter, string order = "") => (await Projections.ListProjectionsAsync(new() { Parent = "workspaces/acme", Filter = filter, OrderBy = order, PageSize = 1 })).Projections.Count;

        (await CountAsync("")).ShouldBe(1);
        (await CountAsync("state = FOLLOWING AND position > 0 AND NOT rebuild:*", "lag_events desc, name")).ShouldBe(1);
        (await CountAsync("state = STOPPED OR lag_events > 1000")).ShouldBe(0);
        await Projections.ListProjectionsAsync(new() { Parent = "workspaces/acme", Filter = "colour = 3" }).Refused(ErrorReason.FilterInvalid);
        await Projections.ListProjectionsAsync(new() { Parent = "workspaces/acme", OrderBy = "colour" }).Refused(ErrorReason.OrderByInvalid);
        await Projections.ListProjectionsAsync(new() { Parent = "workspaces/acme", PageToken = "AAAA" }).Refused(ErrorReason.PageTokenInvalid);
    }

    [Fact]
    public async Task Another_workspaces_projection_is_answered_as_one_that_does_not_exist()
    {
        var strange = Server.Stranger.Projections;
        var theirs = await strange.GetProjectionAsync(new() { Name = Months }).Refused(ErrorReason.ResourceNotFound);
        var random = await strange.GetProjectionAsync(new() { Name = "workspaces/globex/projections/no-such" }).Refused(ErrorReason.ResourceNotFound);
        theirs.Status.ShouldBe(random.Status);
        await strange.RebuildProjectionAsync(new() { Name = Months }).Refused(ErrorReason.ResourceNotFound);
        await strange.RetryProjectionAsync(new() { Name = Months }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_rebuild_is_answered_at_once_and_followed_again_when_it_is_done()
    {
        await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();

        var begun = await Projections.RebuildProjectionAsync(new() { Name = Months });
        await Server.SettleAsync();

        (begun.State, begun.Rebuild).ShouldBe((State.Rebuilding, new ProjectionRebuild { Version = 3 }));
        begun.Position.ShouldBe(begun.HeadPosition, "what is read stays");
        (await Server.ProjectionAsync(Months)).State.ShouldBe(State.Following);
        Server.Log.All.ShouldContain(record => record.Text.Contains("The projection budget-months was rebuilt in acme"));
    }

    [Fact]
    public async Task Repeats_of_a_rebuild_run_once_and_are_answered_alike()
    {
        await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();
        var request = new RebuildProjectionRequest { Name = Months, RequestId = $"{Guid.NewGuid()}" };
        var rebuilt = Server.Log.All.Count(record => record.Text.Contains("was rebuilt in acme"));
        var answers = new List<Projection>();
        var replayed = 0;
        for (var i = 0; i < 5; i++)
        {
            var calls = Enumerable.Range(0, 10).Select(async _ =>
            {
                var call = Projections.RebuildProjectionAsync(request);
                var answer = await call;
                return (answer, (await call.ResponseHeadersAsync).GetValue("x-ops-replayed") == "true");
            });
            foreach (var (answer, wasReplayed) in await Task.WhenAll(calls))
            {
                answers.Add(answer);
                replayed += wasReplayed ? 1 : 0;
            }

            await Server.SettleAsync();
        }

        answers.Distinct().ShouldHaveSingleItem();
        replayed.ShouldBe(49);
        Server.Log.All.Count(record => record.Text.Contains("was rebuilt in acme")).ShouldBe(rebuilt + 1);
        await Projections.RetryProjectionAsync(new() { Name = Months, RequestId = request.RequestId }).Refused(ErrorReason.RequestIdReused);
    }

    [Fact]
    public async Task Validate_only_answers_what_would_be_and_writes_nothing()
    {
        await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();
        var before = await StoredAsync();

        (await Projections.RebuildProjectionAsync(new() { Name = Months, ValidateOnly = true, RequestId = $"{Guid.NewGuid()}" })).State.ShouldBe(State.Rebuilding);
        (await Projections.RetryProjectionAsync(new() { Name = Months, ValidateOnly = true })).ShouldBe(await Server.ProjectionAsync(Months));

        (await StoredAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Who_may_read_projections_may_not_rebuild_them()
    {
        using var reader = await Server.ProvisionAsync("acme", "acme-watcher", "projections.read");
        (await reader.Projections.GetProjectionAsync(new() { Name = Months })).Name.ShouldBe(Months);
        await reader.Projections.RebuildProjectionAsync(new() { Name = Months }).Refused(ErrorReason.PermissionMissing);
        await reader.Projections.RetryProjectionAsync(new() { Name = Months }).Refused(ErrorReason.PermissionMissing);
    }

    private async Task<string> StoredAsync()
    {
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var command = database.CreateCommand("select (select string_agg(p::text, ' ' order by p::text) from ops_projections p) || (select count(*) from ops_requests)");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
