using System.Text.Json.Nodes;
using OpsPlatform.Api.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>Who has done what, when and from where, and what it changed.</summary>
public sealed class Auditing(RunningServer server) : ServerTest(server)
{
    private EventService.EventServiceClient Events => Server.Operator.Events;

    [Fact, Trait("row", "CMP-05")]
    public async Task An_event_tells_who_did_what_when_from_where_and_by_which_request()
    {
        var requestId = $"{Guid.NewGuid()}";
        var budget = await Operator.CreateBudgetAsync(new() { Parent = "workspaces/acme", Budget = BudgetSteps.OfLines(("content", 100)), RequestId = requestId });

        var told = (await ListAsync($"resource = \"{budget.Name}\"")).Single();

        (told.Type, told.Version, told.Principal, told.Client, told.Partner).ShouldBe(("budget_created", 1, "acme-ops", "clients/acme-ops", "partners/operator"));
        (told.Origin, told.RequestId, told.EventTime).ShouldBe(("127.0.0.1", requestId, budget.CreateTime));
        told.Name.ShouldBe($"workspaces/acme/events/{told.Position}");
        ((string?)JsonNode.Parse(told.DataJson)!["budget"]!["displayName"]).ShouldBe(budget.DisplayName);
        told.Trace.Length.ShouldBe(32);
    }

    [Fact]
    public async Task It_tells_what_was_before_and_what_after()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10 });
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 5 });
        await Operator.ReleaseReservationAsync(new() { Name = hold.Name });
        var events = await ListAsync($"resource = \"{budget.Name}\"");

        var made = await Events.GetEventAsync(new() { Name = events[0].Name });
        var released = await Events.GetEventAsync(new() { Name = events[^1].Name });

        made.Changes.Single().BeforeJson.ShouldBeEmpty();
        released.Changes.Select(change => change.Resource).ShouldBe([budget.Name, hold.Name]);
        (State(released.Changes[1].BeforeJson), State(released.Changes[1].AfterJson)).ShouldBe(("STATE_HELD", "STATE_RELEASED"));
        (Left(released.Changes[0].BeforeJson), Left(released.Changes[0].AfterJson)).ShouldBe(("85", "95"));

        static string? State(string json) => (string?)JsonNode.Parse(json)!["state"];
        static string? Left(string json) => (string?)JsonNode.Parse(json)!["lines"]![0]!["leftAmountMicros"];
    }

    [Fact]
    public async Task It_is_listed_by_page_forward_and_backward_and_filtered()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        for (var i = 0; i < 5; i++)
            await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        var all = await ListAsync($"resource = \"{budget.Name}\"");

        all.Select(one => one.Version).ShouldBe(Enumerable.Range(1, all.Count).Select(version => (long)version));
        (await ListAsync($"resource = \"{budget.Name}\"", "position desc")).ShouldBe(Enumerable.Reverse(all));
        (await ListAsync($"resource = \"{budget.Name}\" AND type = \"funds_reserved\"")).Count.ShouldBe(5);
        (await ListAsync($"resource = \"{budget.Name}\" AND client = \"clients/acme-boss\"")).ShouldAllBe(one => one.Principal == "acme-boss");
        (await ListAsync($"resource = \"{budget.Name}\" AND position > {all[3].Position}")).ShouldBe(all[4..]);
        (await ListAsync("principal = \"nobody\"")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await Events.ListEventsAsync(new() { Parent = "workspaces/acme", Filter = "data_json = \"x\"" }).Refused(ErrorReason.FilterInvalid);
        await Events.ListEventsAsync(new() { Parent = "workspaces/acme", OrderBy = "event_time" }).Refused(ErrorReason.OrderByInvalid);
        await Events.GetEventAsync(new() { Name = "workspaces/acme/events/999999" }).Refused(ErrorReason.ResourceNotFound);
        await Server.Reader.Events.ListEventsAsync(new() { Parent = "workspaces/acme" }).Refused(ErrorReason.PermissionMissing);
        await Events.ListEventsAsync(new() { Parent = "workspaces/platform" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task What_admins_do_is_audited_like_everything_else()
    {
        using var admin = await Server.AdminAsync();
        var workspace = await admin.MakeWorkspaceAsync();
        await admin.Partners.SuspendWorkspaceAsync(new() { Name = workspace.Name, Reason = "Unpaid." });

        var events = (await admin.Events.ListEventsAsync(new() { Parent = "workspaces/platform", OrderBy = "position desc", PageSize = 1 })).Events;

        var told = await admin.Events.GetEventAsync(new() { Name = events.Single().Name });
        (told.Type, told.Resource, told.Principal).ShouldBe(("workspace_suspended", workspace.Name, "admin"));
        told.Changes.Single().AfterJson.ShouldContain("Unpaid.");
    }

    [Fact]
    public async Task What_is_never_served_is_not_shown_here_either()
    {
        using var admin = await Server.AdminAsync();
        var client = await admin.MakeClientAsync();
        var secret = await admin.Partners.AddClientSecretAsync(new() { Name = client.Name });

        var listed = (await admin.Events.ListEventsAsync(new() { Parent = "workspaces/platform", OrderBy = "position desc", PageSize = 1 })).Events.Single();
        var told = await admin.Events.GetEventAsync(new() { Name = listed.Name });

        listed.Type.ShouldBe("client_secret_added");
        listed.DataJson.ShouldContain(secret.SecretId);
        told.Changes.Count.ShouldBe(2);
        $"{listed} {told}".ShouldNotContain("hash\\\":");
    }

    private async Task<List<Event>> ListAsync(string filter, string order = "")
    {
        List<Event> all = [];
        var request = new ListEventsRequest { Parent = "workspaces/acme", Filter = filter, OrderBy = order, PageSize = 2 };
        do
        {
            var page = await Events.ListEventsAsync(request);
            all.AddRange(page.Events);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }
}
