using OpsPlatform.Api.V1;
using OpsPlatform.Server.Suppliers;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Agreement.Types.State;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>Agreements from draft to end.</summary>
public sealed class Agreeing(RunningServer server) : OrderTest(server)
{
    [Fact, Trait("row", "SUP-08")]
    public async Task Benefits_duties_and_exit_are_agreed_or_nothing_is()
    {
        var supplier = (await ActiveAsync()).Name;
        foreach (var field in new[] { "benefit_split", "duty_split", "exit_rule" })
        {
            var draft = Drafted(supplier);
            Agreement.Descriptor.FindFieldByName(field).Accessor.Clear(draft);
            (await DraftAsync(draft).Refused(ErrorReason.InvalidField)).Fields.ShouldBe([$"agreement.{field}"]);
        }

        var agreement = await DraftAsync(Drafted(supplier));
        await OrderAsync(Ordered(agreement.Name)).Refused(ErrorReason.AgreementState);
        var signed = await SignedAsync(Drafted(supplier));
        await OrderAsync(new(Ordered(signed.Name)) { Task = "poster" }).Refused(ErrorReason.OrderTaskOutsideScope);
        (await OrderAsync(Ordered(signed.Name))).Supplier.ShouldBe(supplier);
    }

    [Fact, Trait("row", "SUP-07")]
    public async Task Shares_total_the_whole()
    {
        var supplier = (await ActiveAsync()).Name;
        (await DraftAsync(Shared(supplier, 6000, 3000)).Refused(ErrorReason.AgreementSharesSum)).Info.Metadata["sum"].ShouldBe("9000");
        (await DraftAsync(Shared(supplier, 6000, 4000))).Parties.Count.ShouldBe(2);

        static Agreement Shared(string supplier, int first, int second)
        {
            var draft = Drafted(supplier);
            draft.Parties.Clear();
            draft.Parties.Add([new Party { PartyId = "a", ShareBps = first }, new Party { PartyId = "b", ShareBps = second }]);
            return draft;
        }
    }

    [Fact]
    public async Task It_binds_when_two_principals_have_signed_for_its_two_sides()
    {
        var name = (await DraftAsync(Drafted((await ActiveAsync()).Name))).Name;
        var first = await Suppliers.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Buyer });
        (first.State, first.Signatures.Count).ShouldBe((State.Draft, 1));
        (await Suppliers.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Buyer })).ShouldBe(first);
        await Suppliers.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Supplier }).Refused(ErrorReason.SeparationOfDuties);
        await Other.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Buyer }).Refused(ErrorReason.AgreementSideSigned);
        (await Other.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Supplier })).State.ShouldBe(State.Active);
    }

    [Fact]
    public async Task It_ends_by_itself_after_its_last_day_or_earlier_with_a_reason()
    {
        var supplier = (await ActiveAsync()).Name;
        var today = Server.Clock.GetUtcNow().UtcDateTime;
        var short_ = await SignedAsync(new(Drafted(supplier)) { EndDate = Day(today.Year, today.Month, today.Day) });
        var early = await SignedAsync(Drafted(supplier));
        await Server.RunOnceAsync<AgreementExpiry>();
        (await Suppliers.GetAgreementAsync(new() { Name = short_.Name })).State.ShouldBe(State.Active, "it is its last day");
        await OrderAsync(Ordered(short_.Name));
        Server.Clock.Advance(TimeSpan.FromDays(1));
        await Server.RunOnceAsync<AgreementExpiry>();
        (await Suppliers.GetAgreementAsync(new() { Name = short_.Name })).State.ShouldBe(State.Expired);
        await OrderAsync(Ordered(short_.Name)).Refused(ErrorReason.AgreementState);
        await Suppliers.TerminateAgreementAsync(new() { Name = short_.Name, Reason = "Late" }).Refused(ErrorReason.AgreementState);

        (await Suppliers.TerminateAgreementAsync(new() { Name = early.Name, Reason = "They closed" })).State.ShouldBe(State.Terminated);
        await OrderAsync(Ordered(early.Name)).Refused(ErrorReason.AgreementState);
        var later = await SignedAsync(new(Drafted(supplier)) { StartDate = Day(2026, 12, 1) });
        await OrderAsync(Ordered(later.Name)).Refused(ErrorReason.AgreementDateOutside);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        var supplier = (await ActiveAsync()).Name;
        await DraftAsync(new(Drafted(supplier)) { EndDate = Day(2025, 12, 31) }).Refused(ErrorReason.AgreementTermInvalid);
        await DraftAsync(With(new() { RevenueMetric = "sales", ShareTiers = { new ShareTier { FromMicros = 5, ShareBps = 100 } }, Accounts = { $"{Workspace}/accounts/main" } })).Refused(ErrorReason.AgreementTiersInvalid);
        await DraftAsync(With(new() { RevenueMetric = "sales", Accounts = { $"{Workspace}/accounts/main" } })).Refused(ErrorReason.AgreementTiersInvalid);
        await DraftAsync(With(new() { ResultRates = { new ResultRate { MetricId = "plays", RateMicros = 1 } } })).Refused(ErrorReason.AgreementTiersInvalid);
        await DraftAsync(Drafted((await CreateAsync()).Name)).Refused(ErrorReason.SupplierUnqualified);

        Agreement With(PayTerms terms) => new(Drafted(supplier)) { PayTerms = terms };
    }
}
