using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using Date = Google.Type.Date;

namespace OpsPlatform.Projections.Bench;

/// <summary>Fills a workspace with budgets as they are in use: a creation, then holds and captures over a year.</summary>
internal static class BudgetEvents
{
    private const int EventsOfBudget = 1000;
    private const int EventsOfAppend = 100;

    public static async Task FillAsync(PostgresEventStore store, string workspace, int events) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, events / EventsOfBudget),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (budget, cancellation) =>
            {
                for (var version = 0; version < EventsOfBudget; version += EventsOfAppend)
                {
                    IMessage[] messages = [.. Enumerable.Range(version, EventsOfAppend).Select(Event)];
                    var append = new Append(workspace, DateTimeOffset.UnixEpoch.AddYears(56), new EventHeaders("users/ann", "acme-ops", $"{Guid.NewGuid()}", "4bf92f3577b34da6a3ce929d0e0e4736"))
                    {
                        Streams = [new StreamAppend($"budgets/b-{budget}", "Budget", version, messages)],
                    };
                    if (await store.AppendAsync(append, cancellation) is not AppendResult.Committed)
                        throw new InvalidOperationException("The workspace is not empty.");
                }
            });

    private static IMessage Event(int place) => place == 0
        ? new BudgetCreated { Budget = new Budget { DisplayName = "Spring", CurrencyCode = "CNY", TotalAmountMicros = 1_000_000_000 } }
        : place % 2 == 1
            ? new FundsReserved
            {
                Reservation = $"{Guid.CreateVersion7()}",
                Line = Line(place),
                AmountMicros = 1_234_500_000,
                CostItem = "kol",
                Purpose = "达人合作 spring",
                ExternalReference = $"PO-{place}",
                EffectiveDate = Day(place),
                ExpireTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddYears(57)),
            }
            : new ReservationCaptured
            {
                Reservation = $"{Guid.CreateVersion7()}",
                Expense = $"{Guid.CreateVersion7()}",
                Line = Line(place),
                AmountMicros = 1_234_500_000,
                CostItem = "kol",
                Purpose = "达人合作 spring",
                ExternalReference = $"PO-{place}",
                EffectiveDate = Day(place),
            };

    private static string Line(int place) => (place / 2 % 3) switch { 0 => "content", 1 => "traffic", _ => "tech" };

    private static Date Day(int place) => new() { Year = 2026, Month = place * 12 / EventsOfBudget + 1, Day = place % 28 + 1 };
}
