using System.Reflection;
using Marten;
using OpsPlatform.Budgets.V1;

namespace AttachedMarten;

/// <summary>What Marten finds in a database that the platform has written. Each public method is a check.</summary>
internal sealed class Checks(DocumentStore store)
{
    private const string Spring = "budgets/spring";

    public static IEnumerable<MethodInfo> All => typeof(Checks).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(Task));

    public async Task A_stream_is_read_as_the_generated_event_classes()
    {
        await using var acme = store.QuerySession("acme");
        var events = await acme.Events.FetchStreamAsync(Spring);
        Items(
            events.Select(one => one.Data.GetType().Name),
            "BudgetCreated", "BudgetSubmitted", "BudgetApproved", "FundsAllocated", "FundsAllocated", "FundsAllocated", "FundsReserved", "ReservationCaptured", "ExpenseRecorded");
        Items(events.Select(one => one.Version), 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Same(((FundsReserved)events[6].Data).AmountMicros, 1_234_500_000L);
        Same(((ExpenseRecorded)events[^1].Data).Purpose, "主播 \"props\"");
        Same(((BudgetCreated)events[0].Data).Budget.CurrencyCode, "CNY");
    }

    public async Task An_event_has_its_metadata()
    {
        await using var acme = store.QuerySession("acme");
        var reserved = (await acme.Events.FetchStreamAsync(Spring))[6];
        Same((reserved.EventTypeName, reserved.StreamKey, reserved.TenantId, reserved.Sequence), ("funds_reserved", Spring, "acme", 7L));
        Same($"{reserved.GetHeader("actor")} {reserved.GetHeader("client")}", "acme-ops acme-ops");
        True(Guid.TryParse($"{reserved.GetHeader("request_id")}", out _) && reserved.Id != Guid.Empty, "request id and event id");
        True(DateTimeOffset.UtcNow - reserved.Timestamp < TimeSpan.FromHours(1), $"{reserved.Timestamp}");
    }

    public async Task A_stream_has_its_state()
    {
        await using var acme = store.QuerySession("acme");
        var state = await acme.Events.FetchStreamStateAsync(Spring) ?? throw new InvalidOperationException("There is no state.");
        Same((state.Key, state.Version, state.IsArchived), (Spring, 9L, false));
    }

    public async Task A_stream_is_read_up_to_a_version()
    {
        await using var acme = store.QuerySession("acme");
        Same((await acme.Events.FetchStreamAsync(Spring, version: 3)).Count, 3);
    }

    public async Task Events_are_queried_by_LINQ()
    {
        await using var acme = store.QuerySession("acme");
        Items((await acme.Events.QueryRawEventDataOnly<FundsReserved>().ToListAsync()).Select(one => one.Line), "content");
        Same(await acme.Events.QueryAllRawEvents().Where(one => one.StreamKey == Spring && one.Version > 6).CountAsync(), 3);
    }

    public async Task A_document_is_loaded_by_the_name_below_its_workspace()
    {
        await using var acme = store.QuerySession("acme");
        var budget = await acme.LoadAsync<Budget>(Spring) ?? throw new InvalidOperationException("There is no document.");
        Same((budget.Name, budget.State, budget.TotalAmountMicros), ("workspaces/acme/budgets/spring", Budget.Types.State.Active, 100_000_000_000L));
        Same(budget.Lines.Single(line => line.LineId == "content").SpentAmountMicros, 1_234_500_000L + 99_000_000L);
    }

    public async Task Documents_are_queried_by_LINQ()
    {
        await using var acme = store.QuerySession("acme");
        Items(await acme.Query<Budget>().Where(budget => budget.TotalAmountMicros > 50_000_000_000L && budget.CurrencyCode == "CNY").Select(budget => budget.DisplayName).ToListAsync(), "Spring");
        Items((await acme.Query<Expense>().Where(expense => expense.Line == "content").OrderByDescending(expense => expense.AmountMicros).ToListAsync()).Select(expense => expense.AmountMicros), 1_234_500_000, 99_000_000);
        Same(await acme.Query<Budget>().Where(budget => budget.TotalAmountMicros > 500_000_000_000L).CountAsync(), 0);
        Same(await acme.Query<Reservation>().CountAsync(), 1);
    }

    public async Task Tenants_are_apart()
    {
        await using var globex = store.QuerySession("globex");
        Same((await globex.Events.FetchStreamAsync(Spring)).Count, 1);
        Items((await globex.Query<Budget>().ToListAsync()).Select(budget => budget.Name), "workspaces/globex/budgets/spring");
        Same(await globex.Query<Reservation>().CountAsync(), 0);
        Items((await globex.Events.QueryAllRawEvents().ToListAsync()).Select(one => one.Sequence), 1);
        await using var nobody = store.QuerySession("nobody");
        Same((await nobody.Events.FetchStreamAsync(Spring)).Count, 0);
    }

    public async Task A_state_is_folded_live_from_the_events()
    {
        await using var acme = store.QuerySession("acme");
        var spent = (await acme.Events.FetchStreamAsync(Spring)).Select(one => one.Data).Sum(data => data switch
        {
            ReservationCaptured captured => captured.AmountMicros,
            ExpenseRecorded expense => expense.AmountMicros,
            _ => 0,
        });
        var budget = await acme.LoadAsync<Budget>(Spring);
        Same(spent, budget!.Lines.Sum(line => line.SpentAmountMicros));
    }

    public async Task A_reader_cannot_write()
    {
        await using var session = store.LightweightSession("acme");
        session.Events.Append(Spring, new BudgetClosed());
        await Refused(session);
        session.EjectAllPendingChanges();
        session.Store(new Budget { Name = Spring, DisplayName = "Not ours" });
        await Refused(session);

        await using var acme = store.QuerySession("acme");
        Same((await acme.Events.FetchStreamAsync(Spring)).Count, 9);
        Same((await acme.LoadAsync<Budget>(Spring))!.DisplayName, "Spring");
    }

    private static async Task Refused(IDocumentSession session)
    {
        try
        {
            await session.SaveChangesAsync();
        }
        catch (Exception e) when ($"{e}".Contains("permission denied") || $"{e}".Contains("does not exist"))
        {
            return;
        }

        throw new InvalidOperationException("It was written.");
    }

    private static void True(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"Not as it should be: {what}");
    }

    private static void Same<T>(T actual, T expected) => True(Equals(actual, expected), $"{actual} is not {expected}");

    private static void Items<T>(IEnumerable<T> actual, params T[] expected) =>
        True(actual.SequenceEqual(expected), $"[{string.Join(", ", actual)}] is not [{string.Join(", ", expected)}]");
}
