using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Of what can be listed, five budgets, and the holds, expenses and entries of one of them.</summary>
public sealed class Paging(RunningServer server) : ServerTest(server)
{
    private string _prefix = "";
    private Budget _budget = null!;

    private string Ours => $"name >= \"workspaces/acme/budgets/{_prefix}\" AND name < \"workspaces/acme/budgets/{_prefix}~\"";

    public override async ValueTask InitializeAsync()
    {
        _prefix = NewId("l")[..12];
        foreach (var (id, total) in new[] { ("e", 50L), ("a", 10L), ("c", 30L), ("b", 30L), ("d", 40L) })
            await Operator.CreateBudgetAsync(new() { Parent = Workspace, BudgetId = $"{_prefix}-{id}", Budget = OfLines(("content", total)) });
        _budget = await Server.ActiveAsync(("content", 1000), ("traffic", 1000));
        for (var i = 1; i <= 5; i++)
        {
            await Operator.ReserveFundsAsync(new() { Parent = _budget.Name, ReservationId = $"hold-{i}", Line = i % 2 == 0 ? "traffic" : "content", AmountMicros = i });
            await Operator.RecordExpenseAsync(new() { Parent = _budget.Name, ExpenseId = $"expense-{i}", Line = "content", AmountMicros = 10 * i, Purpose = $"no. {i}" });
        }
    }

    [Fact]
    public async Task Budgets_come_by_name_and_page_by_page_without_gap_or_repeat() =>
        (await Ids(new() { Filter = Ours, PageSize = 2 })).ShouldBe([["a", "b"], ["c", "d"], ["e"]]);

    [Fact]
    public async Task An_order_goes_by_its_fields_and_then_by_name() =>
        (await Ids(new() { Filter = Ours, OrderBy = "total_amount_micros desc", PageSize = 2 })).ShouldBe([["e", "d"], ["b", "c"], ["a"]]);

    [Theory]
    [InlineData("total_amount_micros >= 40", "d", "e")]
    [InlineData("total_amount_micros > 20 AND NOT total_amount_micros >= 40", "b", "c")]
    [InlineData("state = ACTIVE")]
    [InlineData("state = STATE_DRAFT AND (total_amount_micros < 20 OR total_amount_micros > 40)", "a", "e")]
    [InlineData("display_name = \"Spring\" AND currency_code != \"CNY\"")]
    public async Task A_filter_gives_what_fits(string filter, params string[] expected) =>
        (await Ids(new() { Filter = $"{Ours} AND ({filter})", OrderBy = "name" })).SelectMany(page => page).ShouldBe(expected, ignoreOrder: true);

    [Fact]
    public async Task Holds_and_expenses_are_listed_below_their_budget_only()
    {
        var other = await Server.ActiveAsync(("content", 10));
        await Server.ReserveAsync(other, 1);

        var held = await Operator.ListReservationsAsync(new() { Parent = _budget.Name, Filter = "line = \"content\" AND state = HELD", OrderBy = "amount_micros desc" });
        held.Reservations.Select(hold => hold.AmountMicros).ShouldBe([5, 3, 1]);
        var spent = await Operator.ListExpensesAsync(new() { Parent = _budget.Name, Filter = "amount_micros > 20 AND effective_date = \"2026-03-12\"" });
        spent.Expenses.Select(expense => expense.AmountMicros).ShouldBe([30, 40, 50]);
    }

    [Fact]
    public async Task The_ledger_is_read_forward_backward_and_by_kind()
    {
        var forward = await Server.LedgerAsync(_budget.Name, pageSize: 5);
        forward.Count.ShouldBe(12);
        forward.Select(entry => entry.Name).ShouldBeUnique();

        var page = await Operator.ListEntriesAsync(new() { Parent = _budget.Name, OrderBy = "post_time desc", PageSize = 7 });
        var rest = await Operator.ListEntriesAsync(new() { Parent = _budget.Name, OrderBy = "post_time desc", PageSize = 7, PageToken = page.NextPageToken });
        page.Entries.Concat(rest.Entries).ShouldBe(Enumerable.Reverse(forward));

        var filtered = await Operator.ListEntriesAsync(new() { Parent = _budget.Name, Filter = "kind = SPENT AND amount_micros >= 40 AND principal = \"acme-ops\"" });
        filtered.Entries.Select(entry => entry.Purpose).ShouldBe(["no. 4", "no. 5"]);
        filtered = await Operator.ListEntriesAsync(new() { Parent = _budget.Name, Filter = $"reservation = \"{_budget.Name}/reservations/hold-2\"" });
        filtered.Entries.ShouldHaveSingleItem().AmountMicros.ShouldBe(2);
    }

    [Fact]
    public async Task A_huge_page_is_cut_to_the_largest_and_a_negative_one_is_refused()
    {
        var (stream, time) = (_budget.Name["workspaces/acme/".Length..], Server.Clock.GetUtcNow());
        var version = long.Parse((await Server.GetAsync(_budget.Name)).Etag);
        var expenses = Enumerable.Range(0, 1001).Select(i => new ExpenseRecorded { Expense = $"many-{i}", Line = "content", AmountMicros = 1, EffectiveDate = new() { Year = 2026, Month = 3, Day = 12 } }).ToArray();
        await Server.Get<PostgresEventStore>().AppendAsync(new("acme", time, new("acme-ops")) { Streams = [new(stream, "Budget", version, expenses)] });

        (await Operator.ListEntriesAsync(new() { Parent = _budget.Name, PageSize = 1_000_000_000 })).Entries.Count.ShouldBe(1000);
        (await Operator.ListEntriesAsync(new() { Parent = _budget.Name })).Entries.Count.ShouldBe(50);
        (await Operator.ListEntriesAsync(new() { Parent = _budget.Name, PageSize = -1 }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["page_size"]);
        (await Operator.ListBudgetsAsync(new() { Parent = Workspace, PageSize = int.MinValue }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["page_size"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("post_time desc")]
    public async Task A_page_of_long_entries_ends_early_and_goes_on_where_it_ended(string order)
    {
        var (stream, time) = (_budget.Name["workspaces/acme/".Length..], Server.Clock.GetUtcNow());
        var version = long.Parse((await Server.GetAsync(_budget.Name)).Etag);
        var expenses = Enumerable.Range(0, 5).Select(i => new ExpenseRecorded { Expense = $"long-{i}", Line = "content", AmountMicros = 1, Purpose = new string('x', 900_000), EffectiveDate = new() { Year = 2026, Month = 3, Day = 12 } }).ToArray();
        await Server.Get<PostgresEventStore>().AppendAsync(new("acme", time, new("acme-ops")) { Streams = [new(stream, "Budget", version, expenses)] });

        var request = new ListEntriesRequest { Parent = _budget.Name, PageSize = 1000, OrderBy = order };
        var names = new List<string>();
        do
        {
            var page = await Operator.ListEntriesAsync(request);
            page.CalculateSize().ShouldBeLessThan(2 * 1024 * 1024 + 8_192);
            names.AddRange(page.Entries.Select(entry => entry.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        names.Count.ShouldBe(12 + 5);
        names.ShouldBeUnique();
    }

    [Fact]
    public async Task An_empty_list_of_a_budget_that_is_there_differs_from_one_that_is_not()
    {
        var budget = await Server.DraftAsync(OfLines(("content", 1)));
        (await Operator.ListReservationsAsync(new() { Parent = budget.Name })).Reservations.ShouldBeEmpty();
        await Operator.ListReservationsAsync(new() { Parent = $"{Workspace}/budgets/nowhere" }).Refused(ErrorReason.ResourceNotFound);
        await Operator.ListEntriesAsync(new() { Parent = $"{Workspace}/budgets/nowhere" }).Refused(ErrorReason.ResourceNotFound);
    }

    private async Task<List<string[]>> Ids(ListBudgetsRequest request)
    {
        request.Parent = Workspace;
        var pages = new List<string[]>();
        do
        {
            var page = await Operator.ListBudgetsAsync(request);
            pages.Add([.. page.Budgets.Select(budget => budget.Name[^1..])]);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return pages;
    }
}
