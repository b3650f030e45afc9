using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;
using Walkthrough.Import;

namespace Walkthrough.Tender;

/// <summary>Two suppliers quote for videos, sealed; one of them wins, and is bound by an agreement that two principals sign.</summary>
internal sealed class TenderSteps(SupplierService.SupplierServiceClient operations, SupplierService.SupplierServiceClient approver, Calls calls, string workspace)
{
    private const int Quantity = 10;
    private const long Yuan = 1_000_000;
    private static readonly TimeSpan Open = TimeSpan.FromSeconds(3);
    private static readonly (string Id, string Called, int ScoreBps, long UnitPriceMicros)[] Bidders = [("starlight", "Starlight MCN", 8000, 1000 * Yuan), ("moonlight", "Moonlight Studio", 7200, 800 * Yuan)];

    private string Request => $"{workspace}/quote-requests/spring-videos";

    /// <summary>Two suppliers that get business, evaluated by one scorecard.</summary>
    public async Task QualifyAsync(CancellationToken cancellation)
    {
        var scorecard = $"{workspace}/supplier-scorecards/tour";
        await calls.AnswerAsync(operations.SetSupplierScorecardAsync(
            new() { Name = scorecard, DisplayName = "Tour", Criteria = { new Criterion { CriterionId = "quality", WeightBps = 10_000 } }, RequestId = RequestId.Of(scorecard, "set") }, cancellationToken: cancellation));
        foreach (var (id, called, scoreBps, _) in Bidders)
        {
            var name = Name(id);
            var supplier = await calls.MadeOrFoundAsync(
                operations.CreateSupplierAsync(
                    new() { Parent = workspace, SupplierId = id, Supplier = new() { DisplayName = called, Category = SupplierCategory.ContentProduction, Member = SupplierMember.McnAgency }, RequestId = RequestId.Of(name, "create") }, cancellationToken: cancellation),
                () => operations.GetSupplierAsync(new() { Name = name }, cancellationToken: cancellation));
            if (supplier.State != Supplier.Types.State.Candidate)
                continue;
            await calls.AnswerAsync(operations.AddQualificationAsync(new() { Name = name, DocumentId = "licence", Title = "Business licence", RequestId = RequestId.Of(name, "licence") }, cancellationToken: cancellation));
            await calls.AnswerAsync(operations.QualifySupplierAsync(new() { Name = name, RequestId = RequestId.Of(name, "qualify") }, cancellationToken: cancellation));
            await calls.AnswerAsync(operations.EvaluateSupplierAsync(
                new() { Name = name, Scorecard = scorecard, MonthDate = Day(2025, 1, 1), Scores = { new Score { CriterionId = "quality", ScoreBps = scoreBps } }, RequestId = RequestId.Of(name, "evaluate") }, cancellationToken: cancellation));
        }
    }

    /// <summary>Asks for quotes, gives them, and tries to look.</summary>
    /// <returns>Why nobody can look; empty when they were opened in an earlier run.</returns>
    public async Task<string> QuoteAsync(CancellationToken cancellation)
    {
        var asked = await FindAsync(cancellation) ?? await calls.AnswerAsync(operations.RequestQuotesAsync(
            new()
            {
                Parent = workspace,
                QuoteRequestId = "spring-videos",
                QuoteRequest = new()
                {
                    DisplayName = "Spring videos",
                    ItemCode = "short-video",
                    Suppliers = { Bidders.Select(bidder => Name(bidder.Id)) },
                    Quantity = Quantity,
                    Unit = "video",
                    CurrencyCode = "CNY",
                    DeadlineTime = DateTimeOffset.UtcNow.Add(Open).ToTimestamp(),
                },
            },
            cancellationToken: cancellation));
        if (asked.State != QuoteRequest.Types.State.Collecting)
            return "";
        foreach (var (id, _, _, price) in Bidders)
            await calls.AnswerAsync(operations.SubmitQuoteAsync(new() { Name = Request, Supplier = Name(id), CurrencyCode = "CNY", Offer = new() { UnitPriceMicros = price, LeadDays = 10 }, RequestId = RequestId.Of(Name(id), "quote") }, cancellationToken: cancellation));
        try
        {
            await operations.CompareQuotesAsync(new() { Name = Request }, cancellationToken: cancellation);
            throw new TourException("Sealed quotes could be compared.");
        }
        catch (OpsPlatformException e) when (e.Reason == ErrorReason.QuoteSealed)
        {
            return e.Message;
        }
    }

    /// <summary>Waits for the deadline, compares, and gives the best its award.</summary>
    public async Task<QuoteComparison> AwardAsync(CancellationToken cancellation)
    {
        while ((await FindAsync(cancellation))!.State == QuoteRequest.Types.State.Collecting)
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        var comparison = await operations.CompareQuotesAsync(new() { Name = Request, Basis = CompareQuotesRequest.Types.Basis.Value }, cancellationToken: cancellation);
        await calls.AnswerAsync(operations.AwardQuoteAsync(new() { Name = Request, Supplier = comparison.Rows[0].Supplier, Reason = "Best value", RequestId = RequestId.Of(Request, "award") }, cancellationToken: cancellation));
        return comparison;
    }

    /// <summary>Agrees on a fixed amount a month, shared by two, and settles a month that is over.</summary>
    public async Task<Settlement> SettleAsync(string supplier, CancellationToken cancellation)
    {
        var (agreement, settlement) = ($"{workspace}/agreements/spring-videos", $"{workspace}/settlements/spring-videos-2025-01");
        var signed = await calls.MadeOrFoundAsync(
            operations.CreateAgreementAsync(new() { Parent = workspace, AgreementId = "spring-videos", Agreement = Terms(supplier), RequestId = RequestId.Of(agreement, "create") }, cancellationToken: cancellation),
            () => operations.GetAgreementAsync(new() { Name = agreement }, cancellationToken: cancellation));
        await calls.AnswerAsync(operations.SignAgreementAsync(new() { Name = signed.Name, Side = AgreementSide.Buyer, RequestId = RequestId.Of(agreement, "buyer") }, cancellationToken: cancellation));
        await calls.AnswerAsync(approver.SignAgreementAsync(new() { Name = signed.Name, Side = AgreementSide.Supplier, RequestId = RequestId.Of(agreement, "supplier") }, cancellationToken: cancellation));
        return await calls.MadeOrFoundAsync(
            operations.ComputeSettlementAsync(new() { Parent = workspace, SettlementId = "spring-videos-2025-01", Agreement = agreement, StartDate = Day(2025, 1, 1), EndDate = Day(2025, 1, 31), RequestId = RequestId.Of(settlement, "compute") }, cancellationToken: cancellation),
            () => operations.GetSettlementAsync(new() { Name = settlement }, cancellationToken: cancellation));
    }

    private static Agreement Terms(string supplier) => new()
    {
        DisplayName = "Spring videos",
        Supplier = supplier,
        CurrencyCode = "CNY",
        Scope = { "short-video" },
        StartDate = Day(2025, 1, 1),
        EndDate = Day(2030, 12, 31),
        BenefitSplit = "As the parties say",
        DutySplit = "They shoot, we publish",
        ExitRule = "One month of notice",
        PayTerms = new() { FixedAmountMicros = 10_000_001 },
        Parties = { new Party { PartyId = "studio", ShareBps = 6000 }, new Party { PartyId = "host", ShareBps = 4000 } },
    };

    private async Task<QuoteRequest?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await operations.GetQuoteRequestAsync(new() { Name = Request }, cancellationToken: cancellation);
        }
        catch (OpsPlatformException e) when (e.Reason == ErrorReason.ResourceNotFound)
        {
            return null;
        }
    }

    private string Name(string supplier) => $"{workspace}/suppliers/{supplier}";

    private static Google.Type.Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };
}
