using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class LedgerTests
{
    private static readonly Budget _owner = new() { Name = Story.BudgetName, CurrencyCode = "CNY" };

    [Fact]
    public void An_entry_tells_all_that_its_event_tells_by_full_names() =>
        Entry(Story.Captured("r1", 40, "e1")).ShouldBe(new LedgerEntry
        {
            Name = "workspaces/acme/budgets/q4/entries/7",
            Kind = Kind.Captured,
            Line = "content",
            AmountMicros = 40,
            CurrencyCode = "CNY",
            Source = Account.Held,
            Destination = Account.Spent,
            Reservation = "workspaces/acme/budgets/q4/reservations/r1",
            Expense = "workspaces/acme/budgets/q4/expenses/e1",
            CostItem = "kol",
            Purpose = "a host",
            ExternalReference = "po-1",
            EffectiveDate = Story.Today,
            PostTime = Story.Now.ToTimestamp(),
            Principal = Story.Alice,
        });

    [Fact]
    public void What_concerns_no_reservation_or_expense_names_none()
    {
        var entry = Entry(Story.Allocated("content", 600))!;
        (entry.Reservation, entry.Expense).ShouldBe(("", ""));
    }

    public static TheoryData<Kind, Account, Account> Movements => new()
    {
        { Kind.Allocated, Account.Unallocated, Account.Left },
        { Kind.Reserved, Account.Left, Account.Held },
        { Kind.Captured, Account.Held, Account.Spent },
        { Kind.Released, Account.Held, Account.Left },
        { Kind.Expired, Account.Held, Account.Left },
        { Kind.Spent, Account.Left, Account.Spent },
        { Kind.Refunded, Account.Spent, Account.Left },
        { Kind.Increased, Account.Unallocated, Account.Left },
        { Kind.Decreased, Account.Left, Account.Unallocated },
        { Kind.Drawn, Account.Left, Account.Unallocated },
    };

    [Theory, MemberData(nameof(Movements))]
    public void Each_kind_moves_money_as_the_protos_say(Kind kind, Account source, Account destination)
    {
        var type = BudgetsEventsReflection.Descriptor.MessageTypes.Single(type => Ledger.EventTypes[kind] == StoredEventSamples.TypeName(type));
        var entry = Entry((IMessage)Activator.CreateInstance(type.ClrType)!)!;
        (entry.Kind, entry.Source, entry.Destination).ShouldBe((kind, source, destination));
    }

    [Fact]
    public void Every_kind_has_its_event_type() =>
        Ledger.EventTypes.Keys.Order().ShouldBe(System.Enum.GetValues<Kind>().Where(kind => kind != Kind.Unspecified).Order());

    [Fact]
    public void An_event_that_moves_no_money_makes_no_entry()
    {
        foreach (var message in Story.Rejected.Append(new BudgetApproved()).Append(new BudgetClosed()))
            Entry(message).ShouldBeNull();
    }

    [Fact]
    public void Every_event_with_an_amount_makes_an_entry()
    {
        foreach (var type in BudgetsEventsReflection.Descriptor.MessageTypes.Where(type => type.FindFieldByName("amount_micros") is not null))
            Entry((IMessage)Activator.CreateInstance(type.ClrType)!).ShouldNotBeNull();
    }

    private static LedgerEntry? Entry(IMessage message) => Ledger.Entry(_owner, new Recorded(message, 7, Story.Now), Story.Alice);
}
