using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Reserving(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_hold_takes_what_it_holds_from_what_is_left()
    {
        var budget = await Server.ActiveAsync(("content", 100));

        var hold = await Operator.ReserveFundsAsync(new()
        {
            Parent = budget.Name,
            ReservationId = "first",
            Line = "content",
            AmountMicros = 30,
            CurrencyCode = "CNY",
            Purpose = "直播 🎬",
            ExternalReference = "PO-1",
            EffectiveDate = new() { Year = 2026, Month = 4, Day = 1 },
        });

        (hold.Name, hold.State, hold.HeldAmountMicros, hold.CurrencyCode).ShouldBe(($"{budget.Name}/reservations/first", State.Held, 30, "CNY"));
        hold.ExpireTime.ToDateTimeOffset().ShouldBe(Server.Clock.GetUtcNow().AddDays(7));
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).ShouldBe(hold);
        var after = await Server.GetAsync(budget.Name);
        (after.Balance(), after.OpenReservationCount, after.Etag).ShouldBe(((30, 0, 70), 1, hold.Etag));
        var entry = (await Server.LedgerMustGiveTheLinesAsync(budget.Name))[^1];
        (entry.Kind, entry.Reservation, entry.Purpose, entry.ExternalReference, entry.EffectiveDate, entry.Principal)
            .ShouldBe((LedgerEntry.Types.Kind.Reserved, hold.Name, "直播 🎬", "PO-1", new() { Year = 2026, Month = 4, Day = 1 }, "acme-ops"));
    }

    [Fact]
    public async Task Reserving_more_than_is_left_is_refused_with_what_is_left()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.ReserveAsync(budget, 70);

        var error = await Reserve(budget, 31).Refused(ErrorReason.BudgetExceeded);

        error.Code.ShouldBe(Grpc.Core.StatusCode.ResourceExhausted);
        (error.Info.Metadata["line"], error.Info.Metadata["left"], error.Info.Metadata["asked"]).ShouldBe(("content", "30", "31"));
        error.Fields.ShouldBe(["amount_micros"]);
        error.Detail<QuotaFailure>().ShouldNotBeNull().Violations.ShouldHaveSingleItem().Subject.ShouldBe("BUDGET_EXCEEDED");
        error.Detail<RetryInfo>().ShouldBeNull("a repeat of the same request cannot help");
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((70, 0, 30));
        await Reserve(budget, 30);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000_000_000_000_001L)]
    public async Task An_amount_outside_its_range_is_no_amount(long micros)
    {
        var budget = await Server.ActiveAsync(("content", 100));
        (await Reserve(budget, micros).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["amount_micros"]);
        var expense = Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = micros });
        (await expense.Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["amount_micros"]);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    [Fact]
    public async Task The_largest_amount_there_is_can_be_held_and_is_not_overdrawn()
    {
        const long most = 1_000_000_000_000_000_000;
        var budget = await Server.ActiveAsync(("content", most));
        await Server.ReserveAsync(budget, most);
        (await Reserve(budget, most).Refused(ErrorReason.BudgetExceeded)).Info.Metadata["left"].ShouldBe("0");
    }

    [Fact]
    public async Task Another_currency_is_refused()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var error = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CurrencyCode = "USD" }).Refused(ErrorReason.CurrencyMismatch);
        (error.Info.Metadata["given"], error.Info.Metadata["currency"]).ShouldBe(("USD", "CNY"));
    }

    [Fact]
    public async Task An_unknown_line_is_refused_with_those_that_there_are()
    {
        var budget = await Server.ActiveAsync(("content", 60), ("traffic", 40));
        var error = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "contents", AmountMicros = 1 }).Refused(ErrorReason.LineUnknown);
        (error.Info.Metadata["line"], error.Info.Metadata["lines"]).ShouldBe(("contents", "content, traffic"));
    }

    [Fact]
    public async Task A_day_outside_the_period_is_refused()
    {
        var asked = OfLines(("content", 100));
        (asked.PeriodStartDate, asked.PeriodEndDate) = (new() { Year = 2026, Month = 1, Day = 1 }, new() { Year = 2026, Month = 12, Day = 31 });
        var budget = await Server.ActiveAsync(asked);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, EffectiveDate = new() { Year = 2027, Month = 1, Day = 1 } })
            .Refused(ErrorReason.DateOutsidePeriod);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, EffectiveDate = new() { Year = 2026, Month = 2, Day = 30 } })
            .Refused(ErrorReason.InvalidField);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31_622_401)]
    public async Task A_hold_lasts_a_second_to_366_days(long seconds)
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var call = Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, Ttl = new Duration { Seconds = seconds } });
        (await call.Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["ttl"]);
    }

    [Fact]
    public async Task An_id_is_held_once_in_a_budget_and_again_in_another()
    {
        var (first, second) = (await Server.ActiveAsync(("content", 100)), await Server.ActiveAsync(("content", 100)));
        ReserveFundsRequest Request(Budget budget) => new() { Parent = budget.Name, ReservationId = "twice", Line = "content", AmountMicros = 1 };

        await Operator.ReserveFundsAsync(Request(first));
        await Operator.ReserveFundsAsync(Request(first)).Refused(ErrorReason.ResourceAlreadyExists);
        await Operator.ReserveFundsAsync(Request(second));
        (await Server.GetAsync(first.Name)).Balance().ShouldBe((1, 0, 99));
    }

    private Grpc.Core.AsyncUnaryCall<Reservation> Reserve(Budget budget, long micros) =>
        Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = micros });
}
