using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using Code = OpsPlatform.Suppliers.V1.Duty.Types.Code;
using Milestone = OpsPlatform.Suppliers.V1.Network.Types.Milestone;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>How suppliers are kept in touch with, and what they come to together.</summary>
public sealed class Caring(RunningServer server) : SupplierTest(server)
{
    [Fact, Trait("row", "SUP-06")]
    public async Task A_supplier_is_spoken_to_weekly_and_evaluated_monthly()
    {
        var name = (await ActiveAsync()).Name;
        await Suppliers.LogContactAsync(new() { Parent = name, Channel = "call", Summary = "Ahead", ContactTime = Server.Clock.GetUtcNow().AddMinutes(1).ToTimestamp() }).Refused(ErrorReason.SupplierTimeAhead);
        var talk = await Suppliers.LogContactAsync(new() { Parent = name, Channel = "call", Summary = "Shooting moves to Friday" });
        (await Suppliers.ListContactsAsync(new() { Parent = name })).Contacts.ShouldBe([talk]);

        Server.Clock.Advance(TimeSpan.FromDays(7));
        (await DutiesAsync()).ShouldBeEmpty("7 days are well");
        Server.Clock.Advance(TimeSpan.FromDays(1));
        (await DutiesAsync()).ShouldBe([Code.ContactOverdue]);
        (await DutiesAsync(14)).ShouldBeEmpty();

        await Suppliers.LogContactAsync(new() { Parent = name, Channel = "meeting", Summary = "Looked at drafts" });
        var (now, month) = (Server.Clock.GetUtcNow(), Server.Clock.GetUtcNow().Month);
        Server.Clock.Advance(new DateTimeOffset(now.Year, month + 1, 1, 0, 0, 0, TimeSpan.Zero) - now);
        (await DutiesAsync(31)).ShouldBe([Code.EvaluationOverdue], "the month is over");
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = await ScorecardAsync(0, ("quality", 10_000)), MonthDate = Day(now.Year, month, now.Day), Scores = { new Score { CriterionId = "quality", ScoreBps = 8000 } } });
        (await DutiesAsync(31)).ShouldBeEmpty();

        async Task<IEnumerable<Code>> DutiesAsync(int interval = 0) =>
            (await Suppliers.GetDutiesAsync(new() { Parent = Workspace, ContactIntervalDays = interval })).Duties_.Where(duty => duty.Supplier == name).Select(duty => duty.Code);
    }

    [Fact]
    public async Task A_document_is_told_of_before_it_runs_out()
    {
        var name = (await ActiveAsync()).Name;
        await Suppliers.AddQualificationAsync(new() { Name = name, DocumentId = "permit", Title = "Permit", ExpireTime = Server.Clock.GetUtcNow().AddDays(20).ToTimestamp() });
        (await DocumentsAsync(10)).ShouldBeEmpty();
        (await DocumentsAsync(0)).ShouldBe([(Code.QualificationExpires, "permit")]);
        Server.Clock.Advance(TimeSpan.FromDays(20));
        (await DocumentsAsync(0)).ShouldBe([(Code.QualificationExpired, "permit")]);

        async Task<IEnumerable<(Code, string)>> DocumentsAsync(int notice) =>
            (await Suppliers.GetDutiesAsync(new() { Parent = Workspace, NoticeDays = notice })).Duties_.Where(duty => duty.Supplier == name && duty.DocumentId.Length > 0).Select(duty => (duty.Code, duty.DocumentId));
    }

    [Fact, Trait("row", "SUP-12")]
    public async Task Fifty_active_partners_are_the_milestone_and_what_falls_later_changes_nothing_of_it()
    {
        var before = (await Suppliers.GetNetworkAsync(new() { Parent = Workspace })).ActiveCount;
        var last = "";
        for (var at = before; at < 50; at++)
        {
            if (at == 49)
                (await NetworkAsync()).ShouldBe((49, Milestone.Missed));
            last = (await ActiveAsync()).Name;
        }

        var reached = Server.Clock.GetUtcNow();
        (await NetworkAsync()).ShouldBe((50, Milestone.Met));
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Suppliers.ReviewContributionAsync(new() { Name = last, Contribution = 0, Floor = 1, Measure = "orders" });
        (await NetworkAsync()).ShouldBe((49, Milestone.Missed), "the eliminated is not counted");
        (await NetworkAsync(reached)).ShouldBe((50, Milestone.Met));

        async Task<(int, Milestone)> NetworkAsync(DateTimeOffset? at = null)
        {
            var network = await Suppliers.GetNetworkAsync(new() { Parent = Workspace, ReadTime = at?.ToTimestamp() });
            network.Kinds.Sum(kind => kind.ActiveCount).ShouldBe(network.ActiveCount);
            return (network.ActiveCount, network.Milestone);
        }
    }

    [Fact, Trait("row", "SUP-13")]
    public async Task An_exchange_has_two_legs_and_its_balance_is_received_less_given()
    {
        var name = (await CreateAsync()).Name;
        var whole = Exchange(name, "CNY", given: 100, received: 250);
        await Suppliers.RecordExchangeAsync(new(whole) { Given = null }).Refused(ErrorReason.InvalidField);
        await Suppliers.RecordExchangeAsync(new(whole) { Received = null }).Refused(ErrorReason.InvalidField);
        var recorded = await Suppliers.RecordExchangeAsync(whole);
        await Suppliers.RecordExchangeAsync(Exchange(name, "CNY", given: 300, received: 100));
        (await Suppliers.ListExchangesAsync(new() { Parent = name })).Exchanges.ShouldContain(recorded);
        var total = (await Suppliers.GetSupplierAsync(new() { Name = name })).ExchangeTotals.ShouldHaveSingleItem();
        (total.GivenMicros, total.ReceivedMicros, total.BalanceMicros).ShouldBe((400, 350, -50));
    }

    [Fact, Trait("row", "SUP-15"), Trait("row", "ACC-18")]
    public async Task Leverage_is_what_others_moved_for_each_unit_of_ones_own()
    {
        var name = (await CreateAsync()).Name;
        await Suppliers.GetLeverageAsync(new() { Parent = Workspace, CurrencyCode = "JPY" }).Refused(ErrorReason.SupplierOwnResourceZero);
        await Suppliers.RecordExchangeAsync(new(Exchange(name, "JPY", 1, 1)) { ResourceClass = NoClass }).Refused(ErrorReason.InvalidField);
        await Suppliers.RecordExchangeAsync(Exchange(name, "JPY", given: 100, received: 250));
        var leverage = await Suppliers.GetLeverageAsync(new() { Parent = Workspace, CurrencyCode = "JPY" });
        (leverage.OwnMicros, leverage.ExternalMicros, leverage.LeverageBps).ShouldBe((100, 250, 25_000));
    }

    private const OpsPlatform.Suppliers.V1.Exchange.Types.ResourceClass NoClass = OpsPlatform.Suppliers.V1.Exchange.Types.ResourceClass.Unspecified;

    private static RecordExchangeRequest Exchange(string supplier, string currency, long given, long received) => new()
    {
        Parent = supplier,
        Mode = OpsPlatform.Suppliers.V1.Exchange.Types.Mode.TrafficSwap,
        ResourceClass = OpsPlatform.Suppliers.V1.Exchange.Types.ResourceClass.Partner,
        CurrencyCode = currency,
        Given = new() { Description = "trial samples", ValueMicros = given },
        Received = new() { Description = "reach", ValueMicros = received },
    };
}
