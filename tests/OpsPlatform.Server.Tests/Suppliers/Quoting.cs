using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using Basis = OpsPlatform.Suppliers.V1.CompareQuotesRequest.Types.Basis;
using State = OpsPlatform.Suppliers.V1.QuoteRequest.Types.State;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>Quotes from being asked for to an award.</summary>
public sealed class Quoting(RunningServer server) : QuoteTest(server)
{
    private const long Yuan = 1_000_000;

    [Fact, Trait("row", "SUP-09")]
    public async Task Quality_for_the_price_goes_before_the_price_alone()
    {
        var (dear, cheap) = ((await ScoredAsync(8000)).Name, (await ScoredAsync(7200)).Name);
        var request = await OpenedAsync(Asked(), (dear, 1000 * Yuan), (cheap, 800 * Yuan));
        var rows = (await Suppliers.CompareQuotesAsync(new() { Name = request.Name, Basis = Basis.Value })).Rows;
        rows.Select(row => (row.Rank, row.Supplier, row.PointsPerMillion)).ShouldBe([(1, cheap, 90_000), (2, dear, 80_000)], "0.090 and 0.080 points a yuan");

        var single = await OpenedAsync(Asked(), (dear, 1000 * Yuan));
        (await Suppliers.CompareQuotesAsync(new() { Name = single.Name }).Refused(ErrorReason.QuoteComparisonTooFew)).Info.Metadata["count"].ShouldBe("1");
    }

    [Fact]
    public async Task The_best_value_is_not_always_the_best_price()
    {
        var (good, cheap) = ((await ScoredAsync(9000)).Name, (await ScoredAsync(4000)).Name);
        var request = await OpenedAsync(Asked(), (good, 1000 * Yuan), (cheap, 800 * Yuan));
        (await FirstAsync(Basis.Price)).ShouldBe(cheap);
        (await FirstAsync(Basis.Value)).ShouldBe(good);

        async Task<string> FirstAsync(Basis basis) => (await Suppliers.CompareQuotesAsync(new() { Name = request.Name, Basis = basis })).Rows[0].Supplier;
    }

    [Fact, Trait("row", "SUP-04")]
    public async Task Pooled_demands_save_or_are_not_awarded()
    {
        var (pooled, dear) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        var asked = Asked();
        asked.Demands.Add(new[] { "north", "south", "west" }.Select(id => new Demand { DemandId = id, EstimateMicros = 10_000 * Yuan }));
        var request = await OpenedAsync(asked, (pooled, 21_300 * Yuan), (dear, (30_000 * Yuan) + 1));
        var comparison = await Suppliers.CompareQuotesAsync(new() { Name = request.Name });
        (comparison.EstimateMicros, comparison.Rows[0].SavingBps).ShouldBe((30_000 * Yuan, 2900), "29.0 %");
        await AwardAsync(dear).Refused(ErrorReason.QuotePoolSavesNothing);
        (await AwardAsync(pooled)).Award.SavingBps.ShouldBe(2900);

        Grpc.Core.AsyncUnaryCall<QuoteRequest> AwardAsync(string supplier) => Suppliers.AwardQuoteAsync(new() { Name = request.Name, Supplier = supplier, Reason = "Pooled" });
    }

    [Theory, Trait("row", "SUP-05")]
    [InlineData(118, true)]
    [InlineData(117, false)]
    public async Task A_price_that_rises_by_18_percent_is_told_of(long price, bool isRise)
    {
        var (supplier, other, item) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name, $"item-{Guid.NewGuid():N}");
        await OpenedAsync(Asked(item: item), (supplier, 100 * Yuan), (other, 100 * Yuan));
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await OpenedAsync(Asked(item: item), (supplier, price * Yuan), (other, 100 * Yuan));
        var row = (await Suppliers.CompareQuotesAsync(new() { Name = again.Name })).Rows.Single(row => row.Supplier == supplier);
        (row.PreviousUnitPriceMicros, row.ChangeBps, row.PriceRise).ShouldBe((100 * Yuan, (int)(price - 100) * 100, isRise));
    }

    [Fact]
    public async Task An_award_binds_supplier_price_and_quantity()
    {
        var (winner, loser) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        var request = await OpenedAsync(Asked(quantity: 10), (winner, 90 * Yuan), (loser, 95 * Yuan));
        var award = new AwardQuoteRequest { Name = request.Name, Supplier = winner, Quantity = 6, Reason = "Cheapest" };
        var awarded = await Suppliers.AwardQuoteAsync(award);
        (awarded.State, awarded.Award.Supplier, awarded.Award.Quantity, awarded.Award.UnitPriceMicros, awarded.Award.TotalMicros).ShouldBe((State.Awarded, winner, 6, 90 * Yuan, 540 * Yuan));
        (await Suppliers.AwardQuoteAsync(award)).ShouldBe(awarded, "the same again changes nothing");
        await Suppliers.AwardQuoteAsync(new(award) { Supplier = loser }).Refused(ErrorReason.QuoteRequestState);
        await Suppliers.CancelQuoteRequestAsync(new() { Name = request.Name, Reason = "Late" }).Refused(ErrorReason.QuoteRequestState);
    }

    [Fact]
    public async Task Whoever_gets_no_business_is_not_asked_does_not_quote_and_wins_nothing()
    {
        var (first, second, candidate) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name, (await CreateAsync()).Name);
        await RequestAsync(candidate).Refused(ErrorReason.SupplierUnqualified);
        await RequestAsync((await ScoredAsync(3000, barBelowBps: 4000)).Name).Refused(ErrorReason.SupplierBarred);
        var request = await AskAsync(first, second);
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, first, Yuan));
        await Suppliers.BlockSupplierAsync(new() { Name = first, Reason = "Late" });
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, first, Yuan)).Refused(ErrorReason.SupplierBlocked);
        await RequestAsync(first).Refused(ErrorReason.SupplierBlocked);
        await OpenAsync(request.Name);
        await Suppliers.AwardQuoteAsync(new() { Name = request.Name, Supplier = first, Reason = "Only one" }).Refused(ErrorReason.SupplierBlocked);
        await Suppliers.AwardQuoteAsync(new() { Name = request.Name, Supplier = second, Reason = "Any" }).Refused(ErrorReason.QuoteMissing);

        Grpc.Core.AsyncUnaryCall<QuoteRequest> RequestAsync(string supplier) =>
            Suppliers.RequestQuotesAsync(new() { Parent = Workspace, QuoteRequest = new(Asked()) { Suppliers = { supplier } } });
    }

    [Fact]
    public async Task Quotes_are_taken_until_the_deadline_from_those_who_are_asked_in_the_currency_that_is_asked_for()
    {
        var (supplier, other) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        await Suppliers.RequestQuotesAsync(new() { Parent = Workspace, QuoteRequest = new(Asked()) { Suppliers = { supplier }, DeadlineTime = Server.Clock.GetUtcNow().ToTimestamp() } }).Refused(ErrorReason.QuoteDeadlinePast);
        var request = await AskAsync(supplier);
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, other, Yuan)).Refused(ErrorReason.QuoteNotInvited);
        await Suppliers.SubmitQuoteAsync(new(Quoted(request.Name, supplier, Yuan)) { CurrencyCode = "USD" }).Refused(ErrorReason.QuoteCurrencyMismatch);
        await Suppliers.WithdrawQuoteAsync(new() { Name = request.Name, Supplier = supplier }).Refused(ErrorReason.QuoteMissing);

        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, 2 * Yuan));
        var second = await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, Yuan));
        Server.Clock.Advance(Deadline);
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, Yuan)).Refused(ErrorReason.QuoteDeadlineOver);
        await Suppliers.WithdrawQuoteAsync(new() { Name = request.Name, Supplier = supplier }).Refused(ErrorReason.QuoteDeadlineOver);
        var opened = await OpenAsync(request.Name);
        (opened.State, opened.Quotes.Single().Offer.UnitPriceMicros, opened.Quotes.Single().ReceiptSha256).ShouldBe((State.Opened, Yuan, second.ReceiptSha256), "the last one counts");
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, Yuan)).Refused(ErrorReason.QuoteRequestState);
    }

    [Fact]
    public async Task Times_that_are_finer_than_a_microsecond_are_kept_and_come()
    {
        var supplier = (await CreateAsync()).Name;
        var fine = Server.Clock.GetUtcNow().AddTicks(3) + Deadline;
        (await Suppliers.AddQualificationAsync(new() { Name = supplier, DocumentId = "licence", Title = "Licence", ExpireTime = fine.AddDays(1).ToTimestamp() })).NextExpireTime.ShouldBe(fine.AddDays(1).ToTimestamp());
        await Suppliers.QualifySupplierAsync(new() { Name = supplier });
        var request = await AskAsync(new QuoteRequest(Asked()) { DeadlineTime = fine.ToTimestamp() }, supplier);
        request.DeadlineTime.ShouldBe(fine.ToTimestamp());
        (await OpenAsync(request.Name)).State.ShouldBe(State.Collecting, "it is three ticks too early");
        Server.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await OpenAsync(request.Name)).State.ShouldBe(State.Opened);
    }

    [Fact]
    public async Task What_was_withdrawn_is_never_opened_and_can_be_given_anew()
    {
        var (leaving, returning) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        var request = await AskAsync(leaving, returning);
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, leaving, Yuan));
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, returning, Yuan));
        var withdrawn = await Suppliers.WithdrawQuoteAsync(new() { Name = request.Name, Supplier = leaving });
        withdrawn.WithdrawTime.ShouldNotBeNull();
        (await Suppliers.WithdrawQuoteAsync(new() { Name = request.Name, Supplier = leaving })).ShouldBe(withdrawn);
        await Suppliers.WithdrawQuoteAsync(new() { Name = request.Name, Supplier = returning });
        await Suppliers.SubmitQuoteAsync(Quoted(request.Name, returning, 3 * Yuan));
        var opened = await OpenAsync(request.Name);
        opened.Quotes.Select(quote => (quote.Supplier, quote.Offer?.UnitPriceMicros)).ShouldBe([(leaving, null), (returning, 3 * Yuan)]);
    }
}
