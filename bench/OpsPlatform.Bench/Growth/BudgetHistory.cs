using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;

namespace OpsPlatform.Bench.Growth;

/// <summary>A budget's life as the domain decides it: created, submitted, approved, and then holds, each captured by the event after it, up to the last ones, which stay open.</summary>
internal sealed class BudgetHistory(string workspace, string id, long events, long openHolds = 0)
{
    private DateTimeOffset _now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private const long MicrosPerUnit = 1_000_000;
    private const int MostUnits = 1000;

    public DateTimeOffset Start
    {
        init => _now = value;
    }

    public string Stream => $"budgets/{id}";

    private string Name => $"workspaces/{workspace}/{Stream}";

    /// <param name="finished">Told of each document, by its id, once none of these events changes it any more.</param>
    public IEnumerable<Recorded> Play(Action<string, IMessage, long> finished)
    {
        var budget = new Aggregate<Budget>(Name);
        for (var hold = 0; budget.Version < events; hold++)
        {
            // An aggregate keeps the children that it has changed: one for each hold keeps a million of them out of memory.
            budget = new Aggregate<Budget>(Name, budget.Version, budget.Root);
            var staysOpen = events - budget.Version <= openHolds;
            while (budget.Version < events && Next(budget, $"r-{hold}", staysOpen) is { Length: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    _now = _now.AddSeconds(1);
                    var recorded = new Recorded(message, budget.Version + 1, _now);
                    budget.Apply(recorded, BudgetDecider.Evolve);
                    yield return recorded;
                }
            }

            foreach (var (child, document) in budget.Touched)
                finished($"{Stream}/{child}", document, budget.Version);
        }

        finished(Stream, budget.Root, budget.Version);
    }

    /// <summary>What happens next, or nothing when the hold is captured or is to stay open.</summary>
    private IMessage[] Next(Aggregate<Budget> budget, string hold, bool staysOpen)
    {
        var reservation = budget.Find<Reservation>($"reservations/{hold}");
        return
        [
            .. (budget.Root.State, reservation?.State) switch
            {
                (Budget.Types.State.Unspecified, _) => BudgetDecider.Create(budget, new CreateBudgetRequest { Budget = Draft(id) }, By("bench-ops", id)),
                (Budget.Types.State.Draft, _) => BudgetDecider.Submit(budget, new SubmitBudgetRequest(), By("bench-ops", id)),
                (Budget.Types.State.PendingApproval, _) => BudgetDecider.Approve(budget, new ApproveBudgetRequest(), By("bench-approver", id)),
                (_, null) => BudgetDecider.Reserve(budget, Hold(budget), By("bench-ops", hold)),
                (_, Reservation.Types.State.Held) when !staysOpen => BudgetDecider.Capture(budget, new CaptureReservationRequest { Name = reservation!.Name }, By("bench-ops", hold)),
                _ => [],
            },
        ];
    }

    private DecisionContext By(string principal, string subject) => new(_now, principal, subject, () => Guid.CreateVersion7(_now).ToString());

    private static Budget Draft(string id) => new()
    {
        DisplayName = $"History {id}",
        CurrencyCode = "CNY",
        TotalAmountMicros = 1_000_000_000_000_000_000,
        AllocationPreset = AllocationPreset.FiveThreeTwo,
    };

    /// <summary>One hold in so many is larger than this.</summary>
    public static long AmountThatExceeds(int oneIn) => (MostUnits - (MostUnits / oneIn)) * MicrosPerUnit;

    /// <summary>Amounts up to the most, each as often as any other and in no order.</summary>
    private static ReserveFundsRequest Hold(Aggregate<Budget> budget) => new()
    {
        Line = budget.Root.Lines[0].LineId,
        AmountMicros = (((budget.Version / 2 * 7919) % MostUnits) + 1) * MicrosPerUnit,
        Purpose = "A hold of the history",
        Ttl = Duration.FromTimeSpan(TimeSpan.FromDays(366)),
        ExternalReference = $"PO-2026-{budget.Version:D6}",
    };
}
