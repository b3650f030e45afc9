using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The ledger of a budget: its stored events, read as movements between the accounts of its lines. Nothing else is stored for it.</summary>
public static class Ledger
{
    private sealed record Movement(Kind Kind, Account Source, Account Destination);

    private static readonly Dictionary<MessageDescriptor, Movement> _movements = new()
    {
        [FundsAllocated.Descriptor] = new(Kind.Allocated, Unallocated, Left),
        [FundsReserved.Descriptor] = new(Kind.Reserved, Left, Held),
        [ReservationSplit.Descriptor] = new(Kind.Split, Held, Held),
        [ReservationCaptured.Descriptor] = new(Kind.Captured, Held, Spent),
        [ReservationReleased.Descriptor] = new(Kind.Released, Held, Left),
        [ReservationExpired.Descriptor] = new(Kind.Expired, Held, Left),
        [ExpenseRecorded.Descriptor] = new(Kind.Spent, Left, Spent),
        [ExpenseRefunded.Descriptor] = new(Kind.Refunded, Spent, Left),
        [ExpensePaid.Descriptor] = new(Kind.Paid, Spent, Paid),
        [PaymentRefunded.Descriptor] = new(Kind.PaymentRefunded, Paid, Left),
        [FundsTransferredOut.Descriptor] = new(Kind.TransferredOut, Left, Unallocated),
        [FundsTransferredIn.Descriptor] = new(Kind.TransferredIn, Unallocated, Left),
        [HoldReversed.Descriptor] = new(Kind.HoldReversed, Held, Left),
        [CaptureReversed.Descriptor] = new(Kind.CaptureReversed, Spent, Held),
        [SpendingReversed.Descriptor] = new(Kind.SpendingReversed, Spent, Left),
        [RefundReversed.Descriptor] = new(Kind.RefundReversed, Left, Spent),
        [PaymentReversed.Descriptor] = new(Kind.PaymentReversed, Paid, Spent),
        [AllocationIncreased.Descriptor] = new(Kind.Increased, Unallocated, Left),
        [AllocationDecreased.Descriptor] = new(Kind.Decreased, Left, Unallocated),
        [ReserveDrawn.Descriptor] = new(Kind.Drawn, Left, Unallocated),
    };

    private static readonly Dictionary<string, Movement> _movementsByType = _movements.ToDictionary(movement => StoredType(movement.Key), movement => movement.Value);

    /// <summary>The events that move money.</summary>
    public static IReadOnlyCollection<MessageDescriptor> Events => _movements.Keys;

    /// <summary>The fields that events share with entries, as events have them.</summary>
    public static IEnumerable<string> Fields { get; } =
        LedgerEntry.Descriptor.Fields.InDeclarationOrder().Select(field => field.Name).Where(name => _movements.Keys.Any(type => type.FindFieldByName(name) is not null)).ToArray();

    /// <summary>Of these, those that name children of the budget, each with its collection: entries have their full names, and events their ids.</summary>
    public static IReadOnlyDictionary<string, string> Children { get; } = new Dictionary<string, string>
    {
        ["reservation"] = "reservations",
        ["source_reservation"] = "reservations",
        ["expense"] = "expenses",
        ["adjustment"] = "adjustments",
    };

    /// <summary>The stored type of the event behind each kind of entry, as the store writes it: <c>funds_reserved</c>.</summary>
    public static IReadOnlyDictionary<Kind, string> EventTypes { get; } =
        _movements.ToDictionary(movement => movement.Value.Kind, movement => StoredType(movement.Key));

    /// <summary>The stored types of the events that change what a line has spent, each with the sign of its amount: what is paid stays spent.</summary>
    public static IReadOnlyDictionary<string, int> SpentSigns { get; } =
        _movements.Values.Select(movement => (Type: EventTypes[movement.Kind], Sign: IsSpent(movement.Destination) - IsSpent(movement.Source))).Where(type => type.Sign != 0).ToDictionary(type => type.Type, type => type.Sign);

    /// <summary>What sums of entries come to, by line; lines without entries are left out.</summary>
    /// <param name="sums">By the stored type of the events behind them.</param>
    public static Balances Balances(Budget budget, IReadOnlyCollection<(string Type, string Line, long AmountMicros)> sums)
    {
        var balances = new Balances { Budget = budget.Name, CurrencyCode = budget.CurrencyCode };
        foreach (var line in budget.Lines.Select(line => line.LineId))
        {
            var movements = sums.Where(sum => sum.Line == line).Select(sum => (Movement: _movementsByType[sum.Type], sum.AmountMicros)).ToArray();
            if (movements.Length == 0)
                continue;
            long Of(Account account) => movements.Sum(sum => (sum.Movement.Destination == account ? sum.AmountMicros : 0) - (sum.Movement.Source == account ? sum.AmountMicros : 0));

            balances.Lines.Add(new LineBalance
            {
                Line = line,
                AllocatedAmountMicros = -Of(Unallocated),
                HeldAmountMicros = Of(Held),
                SpentAmountMicros = Of(Spent) + Of(Paid),
                PaidAmountMicros = Of(Paid),
                LeftAmountMicros = Of(Left),
                CurrencyCode = budget.CurrencyCode,
            });
        }

        return balances;
    }

    /// <summary>By how much an entry changes an account of its line.</summary>
    public static long Change(this LedgerEntry entry, Account account) => (entry.Destination == account ? entry.AmountMicros : 0) - (entry.Source == account ? entry.AmountMicros : 0);

    /// <summary>By how much an entry changes what its line has spent: what is paid stays spent.</summary>
    public static long SpentChange(this LedgerEntry entry) => entry.Change(Spent) + entry.Change(Paid);

    private static int IsSpent(Account account) => account is Spent or Paid ? 1 : 0;

    /// <summary>The entry that an event made, or null when it moved no money.</summary>
    /// <param name="owner">The budget: its name and currency are used.</param>
    /// <param name="recorded">One event of its stream.</param>
    /// <param name="principal">Who caused it, or <c>system</c>.</param>
    public static LedgerEntry? Entry(Budget owner, Recorded recorded, string principal)
    {
        if (!_movements.TryGetValue(recorded.Message.Descriptor, out var movement))
            return null;

        var entry = new LedgerEntry
        {
            Name = $"{owner.Name}/entries/{recorded.Version}",
            Kind = movement.Kind,
            CurrencyCode = owner.CurrencyCode,
            Source = movement.Source,
            Destination = movement.Destination,
            PostTime = recorded.Time.ToTimestamp(),
            Principal = principal,
        };
        foreach (var field in recorded.Message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(recorded.Message);
            if (value is string { Length: > 0 } id && Children.TryGetValue(field.Name, out var collection))
                value = $"{owner.Name}/{collection}/{id}";
            LedgerEntry.Descriptor.FindFieldByName(field.Name)?.Accessor.SetValue(entry, value);
        }

        return entry;
    }

    private static string StoredType(MessageDescriptor type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
}
