using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;
using OpsPlatform.Partners.V1;
using OpsPlatform.Shapes.V1;

namespace OpsPlatform.Client.Tests;

public sealed class Paging : IAsyncLifetime
{
    private readonly ListBudgetsRequest _request = new() { Parent = "workspaces/acme", PageSize = 4, Filter = "state = ACTIVE" };
    private readonly ConcurrentQueue<string> _asked = new();
    private ScriptedPlatform _platform = null!;
    private OpsPlatformClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = await ScriptedPlatform.StartAsync();
        _client = _platform.Client();
        Pages(["a", "b", "c", "d"], ["e", "f", "g", "h"], ["i"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task All_pages_are_read_in_order_with_the_same_query()
    {
        var before = _request.Clone();
        (await Names()).ShouldBe(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        _asked.ShouldBe(["", "1", "2"]);
        _request.ShouldBe(before);
        _platform.Calls.ShouldAllBe(call => new ListBudgetsRequest((ListBudgetsRequest)call.Request) { PageToken = "" }.Equals(before));
    }

    [Fact]
    public async Task Nothing_is_asked_for_before_the_enumeration_begins()
    {
        var budgets = _client.Budgets.EnumerateBudgetsAsync(_request);
        _asked.ShouldBeEmpty();
        (await budgets.FirstAsync()).Name.ShouldBe("a");
    }

    [Fact]
    public async Task The_next_page_is_asked_for_at_the_middle_of_the_current_one()
    {
        await using var budgets = _client.Budgets.EnumerateBudgetsAsync(_request).GetAsyncEnumerator();
        await budgets.MoveNextAsync();
        await budgets.MoveNextAsync();
        await _client.Budgets.ListBudgetsAsync(new ListBudgetsRequest { PageToken = "marker" });
        _asked.ShouldBe(["", "marker"]);
        await budgets.MoveNextAsync();
        await budgets.MoveNextAsync();
        await budgets.MoveNextAsync();
        _asked.ShouldBe(["", "marker", "1"]);
    }

    [Fact]
    public async Task Whoever_stops_early_cancels_the_page_under_way()
    {
        var (arrived, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        _platform.On<ListBudgetsRequest>(async (request, call) =>
        {
            if (request.PageToken.Length > 0)
            {
                arrived.SetResult();
                call.CancellationToken.Register(left.SetResult);
                await left.Task;
            }

            return new ListBudgetsResponse { Budgets = { new Budget(), new Budget() }, NextPageToken = "1" };
        });
        await using (var budgets = _client.Budgets.EnumerateBudgetsAsync(_request).GetAsyncEnumerator())
        {
            await budgets.MoveNextAsync();
            await budgets.MoveNextAsync();
            await arrived.Task;
        }

        await left.Task;
    }

    [Fact]
    public async Task An_enumeration_can_be_cancelled_between_items_and_in_a_page()
    {
        using var cancellation = new CancellationTokenSource();
        var taken = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _client.Budgets.EnumerateBudgetsAsync(_request).WithCancellation(cancellation.Token))
            {
                if (++taken == 2)
                    await cancellation.CancelAsync();
            }
        });
        taken.ShouldBe(2);

        using var later = new CancellationTokenSource();
        _platform.On<ListBudgetsRequest>(async (_, call) =>
        {
            await later.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return new ListBudgetsResponse();
        });
        await Should.ThrowAsync<OperationCanceledException>(async () => await _client.Budgets.EnumerateBudgetsAsync(_request, cancellationToken: later.Token).ToListAsync());
    }

    [Fact]
    public async Task An_empty_page_is_not_the_end()
    {
        Pages([], ["a"], [], ["b"], []);
        (await Names()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_empty_list_takes_one_call()
    {
        Pages([[]]);
        (await Names()).ShouldBeEmpty();
        _asked.ShouldBe([""]);
    }

    [Fact]
    public async Task A_page_that_fails_throws_behind_the_items_before_it()
    {
        _platform.On<ListBudgetsRequest>(request => request.PageToken.Length == 0
            ? new ListBudgetsResponse { Budgets = { new Budget(), new Budget(), new Budget() }, NextPageToken = "1" }
            : throw Refused.With(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"));
        var taken = 0;
        var failure = await Should.ThrowAsync<OpsPlatformException>(async () =>
        {
            await foreach (var _ in _client.Budgets.EnumerateBudgetsAsync(_request))
                taken++;
        });
        (taken, failure.Reason).ShouldBe((3, Api.V1.ErrorReason.PageTokenInvalid));
    }

    [Fact]
    public async Task An_enumeration_can_begin_at_a_page_and_be_repeated()
    {
        _request.PageToken = "1";
        var budgets = _client.Budgets.EnumerateBudgetsAsync(_request);
        _request.PageToken = "changed later";
        (await budgets.Select(budget => budget.Name).ToListAsync()).ShouldBe(["e", "f", "g", "h", "i"]);
        (await budgets.CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task The_other_lists_read_their_items()
    {
        _platform.On<ListReservationsRequest>(_ => new ListReservationsResponse { Reservations = { new Reservation { Name = "r" } } });
        _platform.On<ListExpensesRequest>(_ => new ListExpensesResponse { Expenses = { new Expense { Name = "x" } } });
        _platform.On<ListEntriesRequest>(_ => new ListEntriesResponse { Entries = { new LedgerEntry { Name = "e" } } });
        (await _client.Budgets.EnumerateReservationsAsync(new ListReservationsRequest()).SingleAsync()).Name.ShouldBe("r");
        (await _client.Budgets.EnumerateExpensesAsync(new ListExpensesRequest()).SingleAsync()).Name.ShouldBe("x");
        (await _client.Budgets.EnumerateEntriesAsync(new ListEntriesRequest()).SingleAsync()).Name.ShouldBe("e");
    }

    [Fact]
    public async Task The_lists_of_partners_read_their_items()
    {
        _platform.On<ListWorkspacesRequest>(_ => new ListWorkspacesResponse { Workspaces = { new Workspace { Name = "w" } } });
        _platform.On<ListPartnersRequest>(_ => new ListPartnersResponse { Partners = { new Partner { Name = "p" } } });
        _platform.On<ListClientsRequest>(_ => new ListClientsResponse { Clients = { new Partners.V1.Client { Name = "c" } } });
        _platform.On<ListGrantsRequest>(_ => new ListGrantsResponse { Grants = { new Grant { Name = "g" } } });
        _platform.On<ListRolesRequest>(_ => new ListRolesResponse { Roles = { new Role { Name = "r" } } });
        (await _client.Partners.EnumerateWorkspacesAsync(new ListWorkspacesRequest()).SingleAsync()).Name.ShouldBe("w");
        (await _client.Partners.EnumeratePartnersAsync(new ListPartnersRequest()).SingleAsync()).Name.ShouldBe("p");
        (await _client.Partners.EnumerateClientsAsync(new ListClientsRequest()).SingleAsync()).Name.ShouldBe("c");
        (await _client.Partners.EnumerateGrantsAsync(new ListGrantsRequest()).SingleAsync()).Name.ShouldBe("g");
        (await _client.Partners.EnumerateRolesAsync(new ListRolesRequest()).SingleAsync()).Name.ShouldBe("r");
    }

    [Fact]
    public async Task An_rpc_that_lists_nothing_says_so()
    {
        _platform.On<Word>(_ => new Word { Text = "a" });
        var shapes = new ShapeService.ShapeServiceClient(_client.CallInvoker);
        var failure = await Should.ThrowAsync<NotSupportedException>(async () => await Lists.EnumerateAsync(shapes.WithoutRuleAsync, new Word(), word => word.Text).ToListAsync());
        failure.Message.ShouldContain("opsplatform.shapes.v1.Word has no field next_page_token");
    }

    private async Task<List<string>> Names() => await _client.Budgets.EnumerateBudgetsAsync(_request).Select(budget => budget.Name).ToListAsync();

    private void Pages(params string[][] pages) => _platform.On<ListBudgetsRequest>(request =>
    {
        _asked.Enqueue(request.PageToken);
        var number = int.TryParse(request.PageToken, out var page) ? page : 0;
        var answer = new ListBudgetsResponse { NextPageToken = number + 1 < pages.Length ? $"{number + 1}" : "" };
        answer.Budgets.AddRange(pages[number].Select(name => new Budget { Name = name }));
        return answer;
    });
}
