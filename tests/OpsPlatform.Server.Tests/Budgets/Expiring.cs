using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Expiring(RunningServer server) : ServerTest(server)
{
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task An_expired_hold_is_released_by_itself()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 40, Ttl);
        await Operator.CaptureReservationAsync(new() { Name = (await Server.ReserveAsync(budget, 20, Ttl)).Name, AmountMicros = 5 });
        var later = await Server.ReserveAsync(budget, 1, Ttl + TimeSpan.FromSeconds(1));

        Server.Clock.Advance(Ttl);
        await Server.RunOnceAsync<ReservationExpiry>();

        var expired = await Operator.GetReservationAsync(new() { Name = hold.Name });
        (expired.State, expired.HeldAmountMicros, expired.ReleasedAmountMicros).ShouldBe((State.Expired, 0, 40));
        (await Operator.GetReservationAsync(new() { Name = later.Name })).State.ShouldBe(State.Held);
        var after = await Server.GetAsync(budget.Name);
        (after.Balance(), after.OpenReservationCount).ShouldBe(((1, 5, 94), 1));
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.TakeLast(2).ShouldAllBe(entry => entry.Kind == LedgerEntry.Types.Kind.Expired && entry.Principal == "system");
    }

    [Fact]
    public async Task The_platform_looks_for_expired_holds_without_being_asked()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.ReserveAsync(budget, 40, Ttl);

        Server.Clock.Advance(Ttl);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Server.GetAsync(budget.Name)).OpenReservationCount > 0)
            limit.Token.ThrowIfCancellationRequested();
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
    }

    [Fact]
    public async Task A_capture_is_taken_until_the_expiry_and_refused_from_it_on()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 40, Ttl);

        Server.Clock.Advance(Ttl - TimeSpan.FromMicroseconds(1));
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1 });
        Server.Clock.Advance(TimeSpan.FromMicroseconds(1));
        var error = await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1 }).Refused(ErrorReason.ReservationExpired);

        await Server.RunOnceAsync<ReservationExpiry>();
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1 }).Refused(ErrorReason.ReservationExpired);

        DateTimeOffset.Parse(error.Info.Metadata["expire_time"]).ShouldBe(hold.ExpireTime.ToDateTimeOffset());
        (await Server.GetAsync(budget.Name)).Lines[0].SpentAmountMicros.ShouldBe(1);
    }

    [Fact]
    public async Task Releasing_a_hold_whose_time_is_over_makes_it_expire()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 40, Ttl);
        Server.Clock.Advance(Ttl);
        (await Operator.ReleaseReservationAsync(new() { Name = hold.Name })).State.ShouldBe(State.Expired);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
    }

    [Fact]
    public async Task Two_servers_that_expire_the_same_holds_give_the_money_back_once()
    {
        var budget = await Server.ActiveAsync(("content", 1000));
        for (var i = 0; i < 20; i++)
            await Server.ReserveAsync(budget, 3, Ttl);
        await using var other = await Server.StartAnotherAsync();

        Server.Clock.Advance(Ttl);
        await Task.WhenAll(Server.RunOnceAsync<ReservationExpiry>(), other.RunOnceAsync<ReservationExpiry>());

        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Count(entry => entry.Kind == LedgerEntry.Types.Kind.Expired).ShouldBe(20);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 1000));
    }
}
