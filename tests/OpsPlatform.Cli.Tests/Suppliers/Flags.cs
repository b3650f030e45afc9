using Google.Protobuf;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Tests.Suppliers;

/// <summary>What is typed, and the request that it becomes.</summary>
public sealed class Flags
{
    [Fact]
    public void A_supplier_is_created_with_its_pair_and_whom_to_speak_to() =>
        Read<CreateSupplierRequest>("suppliers create starlight --display-name Starlight --category content-production --member mcn-agency --contact S17 --contact-name 王小明 --label spring").ShouldBe(new CreateSupplierRequest
        {
            Parent = "workspaces/acme",
            SupplierId = "starlight",
            Supplier = new() { DisplayName = "Starlight", Category = SupplierCategory.ContentProduction, Member = SupplierMember.McnAgency, Contact = new() { SubjectId = "S17", DisplayName = "王小明" }, Labels = { "spring" } },
        });

    [Fact]
    public void A_document_carries_the_digest_of_its_file() =>
        Read<AddQualificationRequest>("suppliers add-document starlight --document licence --title Licence --evidence 00ff").EvidenceSha256.ToByteArray().ShouldBe([0x00, 0xff]);

    [Fact]
    public async Task A_digest_that_is_none_is_told_with_what_is_one()
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s", ["OPS_WORKSPACE"] = "acme" } };
        (await ops.RunAsync("suppliers add-document starlight --document licence --title Licence --evidence 0g")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("bytes in hex");
    }

    [Fact]
    public void Scores_and_weights_go_by_criterion()
    {
        Read<EvaluateSupplierRequest>("suppliers evaluate starlight --scorecard standard --month 2026-03-01 --score quality:8000 --score delivery:6000").ShouldBe(new EvaluateSupplierRequest
        {
            Name = "workspaces/acme/suppliers/starlight",
            Scorecard = "workspaces/acme/supplier-scorecards/standard",
            MonthDate = new() { Year = 2026, Month = 3, Day = 1 },
            Scores = { new Score { CriterionId = "quality", ScoreBps = 8000 }, new Score { CriterionId = "delivery", ScoreBps = 6000 } },
        });
        Read<SetSupplierScorecardRequest>("scorecards set standard --display-name Standard --criterion quality:10000").Criteria.ShouldBe([new Criterion { CriterionId = "quality", WeightBps = 10_000 }]);
    }

    [Fact]
    public void Both_legs_of_an_exchange_are_given_in_whole_units()
    {
        var request = Read<RecordExchangeRequest>("suppliers exchange starlight --mode traffic-swap --resource-class partner --currency CNY --given samples --given-value 100 --received reach --received-value 2.5");
        (request.Parent, request.Given.ValueMicros, request.Received.ValueMicros).ShouldBe(("workspaces/acme/suppliers/starlight", 100_000_000, 2_500_000));
    }

    [Fact]
    public void A_quote_is_typed_in_whole_units() =>
        Read<SubmitQuoteRequest>("quotes submit spring --supplier starlight --currency CNY --price 950.50 --lead-days 10").ShouldBe(new SubmitQuoteRequest
        {
            Name = "workspaces/acme/quote-requests/spring",
            Supplier = "workspaces/acme/suppliers/starlight",
            CurrencyCode = "CNY",
            Offer = new() { UnitPriceMicros = 950_500_000, LeadDays = 10 },
        });

    [Fact]
    public void What_an_agreement_pays_is_typed_part_by_part()
    {
        var agreement = Read<CreateAgreementRequest>(
            "agreements create spring --display-name Spring --supplier starlight --currency CNY --scope video --start-date 2026-01-01 --end-date 2026-12-31 --benefit-split a --duty-split b --exit-rule c " +
            "--result plays:30,per-count=1000 --revenue-metric sales --tier 0:500 --tier 1000:800 --guarantee 5 --account main --party starlight:6000 --party ann:4000").Agreement;
        agreement.PayTerms.ShouldBe(new PayTerms
        {
            ResultRates = { new ResultRate { MetricId = "plays", RateMicros = 30_000_000, PerCount = 1000 } },
            RevenueMetric = "sales",
            ShareTiers = { new ShareTier { ShareBps = 500 }, new ShareTier { FromMicros = 1_000_000_000, ShareBps = 800 } },
            GuaranteeAmountMicros = 5_000_000,
            Accounts = { "workspaces/acme/accounts/main" },
        });
        agreement.Parties.ShouldBe([new Party { PartyId = "starlight", ShareBps = 6000 }, new Party { PartyId = "ann", ShareBps = 4000 }]);
    }

    [Fact]
    public void A_deliverable_is_its_id_price_and_quantity() =>
        Read<CreateOrderRequest>("orders create videos --display-name Videos --agreement spring --task video --deliverable video:950,quantity=10").Order.Deliverables.ShouldBe([new Deliverable { DeliverableId = "video", UnitPriceMicros = 950_000_000, Quantity = 10 }]);

    private static TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s", ["OPS_WORKSPACE"] = "acme" } };
        var request = ops.Read<TRequest>(commandLine);
        request.Descriptor.FindFieldByName("request_id")?.Accessor.SetValue(request, "");
        return request;
    }
}
