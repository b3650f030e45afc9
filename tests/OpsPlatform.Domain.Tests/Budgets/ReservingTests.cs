using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ReservingTests
{
    [Fact]
    public void Reserving_moves_money_from_left_to_held()
    {
        var outcome = Reserve(Asking(250));
        outcome.Then(Story.Reserved("new", 250));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 250, spent: 0, left: 350);
        budget.Root.OpenReservationCount.ShouldBe(1);

        var reservation = budget.The<Reservation>();
        reservation.Name.ShouldBe(Story.ReservationName("new"));
        (reservation.State, reservation.AmountMicros, reservation.HeldAmountMicros, reservation.CurrencyCode).ShouldBe((State.Held, 250, 250, "CNY"));
        reservation.CreateTime.ShouldBe(Story.Now.ToTimestamp());
        reservation.Etag.ShouldBe(budget.Root.Etag);
    }

    [Fact]
    public void All_that_is_left_can_be_reserved() => Reserve(Asking(600)).Folded().Line("content").ShouldHave(held: 600, spent: 0, left: 0);

    [Fact]
    public void Reserving_more_than_is_left_is_refused() =>
        Reserve(Asking(601)).ThenRefused(
            ErrorReason.BudgetExceeded, "amount_micros", ("line", "content"), ("left", new Micros(600)), ("asked", new Micros(601)));

    [Fact]
    public void Of_fifty_holds_of_3_on_100_thirty_three_succeed_and_1_is_left()
    {
        var created = new BudgetCreated { Budget = new Budget { CurrencyCode = "CNY", TotalAmountMicros = 100, Lines = { new BudgetLine { LineId = "content", AllocatedAmountMicros = 100 } } } };
        var scenario = Scenario.Given(created, new BudgetSubmitted(), new BudgetApproved(), Story.Allocated("content", 100));
        var held = 0;
        for (var call = 0; call < 50; call++)
        {
            var outcome = scenario.When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 3 });
            if (outcome.Refusal is not null)
                continue;
            outcome.Folded();
            held++;
        }

        held.ShouldBe(33);
        scenario.Budget.Line("content").ShouldHave(held: 99, spent: 0, left: 1);
    }

    public static TheoryData<string, string> Inactive => new() { { "drafted", "DRAFT" }, { "submitted", "PENDING_APPROVAL" }, { "rejected", "REJECTED" }, { "closed", "CLOSED" } };

    [Theory, MemberData(nameof(Inactive))]
    public void Only_an_active_budget_holds_money(string history, string state)
    {
        IMessage[] events = history switch { "drafted" => Story.Drafted, "submitted" => Story.Submitted, "rejected" => Story.Rejected, _ => Story.Closed };
        Scenario.Given(events).When(BudgetDecider.Reserve, Asking(1)).ThenRefused(ErrorReason.BudgetState, "", ("state", state), ("needed", "ACTIVE"));
    }

    [Fact]
    public void An_unknown_line_is_refused_and_the_known_ones_named() =>
        Reserve(new() { Line = "tech", AmountMicros = 1 }).ThenRefused(ErrorReason.LineUnknown, "line", ("line", "tech"), ("lines", "content, traffic"));

    [Fact]
    public void Of_many_lines_a_refusal_names_ten()
    {
        var created = new BudgetCreated { Budget = new Budget { Lines = { Enumerable.Range(0, 100).Select(index => new BudgetLine { LineId = $"l{index}" }) } } };
        Scenario.Given(created, new BudgetApproved()).When(BudgetDecider.Reserve, Asking(1))
            .ThenRefused(ErrorReason.LineUnknown, "line", ("line", "content"), ("lines", "l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, …"));
    }

    [Fact]
    public void Another_currency_is_refused() =>
        Reserve(Asking(1, request => request.CurrencyCode = "USD")).ThenRefused(ErrorReason.CurrencyMismatch, "currency_code", ("given", "USD"), ("currency", "CNY"));

    [Fact]
    public void The_budgets_own_currency_may_be_said() => Reserve(Asking(1, request => request.CurrencyCode = "CNY")).Refusal.ShouldBeNull();

    [Fact, Trait("row", "BUD-02")]
    public void A_cost_item_posts_to_its_own_line_only()
    {
        var events = ByPreset(AllocationPreset.FortyThirtyTwentyTen);
        Scenario.Given(events).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", CostItem = "kol", AmountMicros = 1 }).Refusal.ShouldBeNull();
        Scenario.Given(events).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "promotion", CostItem = "kol", AmountMicros = 1 })
            .ThenRefused(ErrorReason.CostItemMisplaced, "cost_item", ("cost_item", "kol"), ("owner", "content"), ("line", "promotion"));
    }

    [Theory, Trait("row", "BUD-03")]
    [InlineData("salary")]
    [InlineData("platform-fee")]
    public void People_and_platform_fees_belong_to_the_base_operation(string costItem) =>
        Scenario.Given(ByPreset(AllocationPreset.FourThreeTwoOne)).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", CostItem = costItem, AmountMicros = 1 })
            .ThenRefused(ErrorReason.CostItemMisplaced, "cost_item", ("cost_item", costItem), ("owner", "base-operation"), ("line", "content"));

    [Fact]
    public void A_cost_item_of_no_line_posts_to_any() =>
        Reserve(new() { Line = "traffic", CostItem = "venue", AmountMicros = 1 }).Refusal.ShouldBeNull();

    [Fact]
    public void A_hold_ends_after_the_time_asked_for_cut_to_the_microsecond() =>
        ExpireTime(new Duration { Seconds = 90, Nanos = 1_999 }).ShouldBe(Story.Now.AddSeconds(90).AddMicroseconds(1));

    [Fact]
    public void A_duration_that_is_not_normalised_is_no_reason_to_fail() =>
        ExpireTime(new Duration { Seconds = 90, Nanos = -1_000 }).ShouldBe(Story.Now.AddSeconds(90).AddMicroseconds(-1));

    private static DateTimeOffset ExpireTime(Duration ttl) =>
        Reserve(Asking(1, request => request.Ttl = ttl)).Events.Cast<FundsReserved>().Single().ExpireTime.ToDateTimeOffset();

    private static IMessage[] ByPreset(AllocationPreset preset)
    {
        var request = new CreateBudgetRequest { Budget = new Budget { CurrencyCode = "CNY", TotalAmountMicros = 1_000, AllocationPreset = preset } };
        var created = Scenario.Given().When(BudgetDecider.Create, request).Events;
        var approved = Scenario.Given([.. created, new BudgetSubmitted()]).When(BudgetDecider.Approve, new ApproveBudgetRequest(), Story.Bob).Events;
        return [.. created, new BudgetSubmitted(), .. approved];
    }

    private static ReserveFundsRequest Asking(long amountMicros, Action<ReserveFundsRequest>? change = null)
    {
        var request = new ReserveFundsRequest { Line = "content", AmountMicros = amountMicros, CostItem = "kol", Purpose = "a host", ExternalReference = "po-1", Requester = Story.Requester };
        change?.Invoke(request);
        return request;
    }

    private static Outcome Reserve(ReserveFundsRequest request) => Scenario.Given(Story.Active).When(BudgetDecider.Reserve, request);

    [Fact, Trait("row", "BUD-08")]
    public void A_hold_that_takes_over_a_part_of_one_for_the_same_content_costs_the_content_nothing_more()
    {
        var costObject = new CostObject { Content = "workspaces/acme/contents/teaser" };
        var held = Scenario.Given([.. Story.Kept, new FundsReserved(Story.Reserved("r1", 400)) { CostObject = costObject }]);
        var budget = held.When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 300, SourceReservation = Story.ReservationName("r1"), CostObject = costObject }).Folded();

        budget.Find<ContentCost>("content-costs/teaser")!.UsedAmountMicros.ShouldBe(400);
        Scenario.Given([.. Story.Kept, Story.Reserved("r1", 400), new ExpenseRecorded(Story.Spent("e1", 200)) { CostObject = costObject }])
            .When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 201, SourceReservation = Story.ReservationName("r1"), CostObject = costObject })
            .Refusal!.Reason.ShouldBe(ErrorReason.ContentCapExceeded);
    }
}
