using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Suppliers.V1;
using static OpsPlatform.Domain.Tests.Suppliers.Given;
using Kind = OpsPlatform.Suppliers.V1.SettlementLine.Types.Kind;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>What is owed.</summary>
public sealed class SettlementTests
{
    [Fact, Trait("row", "SUP-07")]
    public void Shares_are_split_by_largest_remainder() =>
        SettlementStatements.Of(Facts(terms => terms.FixedAmountMicros = 10_001, 6000, 4000)).Shares.Select(share => share.AmountMicros).ShouldBe([6001, 4000]);

    [Theory]
    [InlineData(1)]
    [InlineData(10_001)]
    [InlineData(999_999_999_999)]
    public void Shares_sum_to_the_total_whatever_they_are(long total)
    {
        var statement = SettlementStatements.Of(Facts(terms => terms.FixedAmountMicros = total, 3333, 3333, 3333, 1));
        statement.Shares.Sum(share => share.AmountMicros).ShouldBe(total);
        statement.Lines.Sum(line => line.AmountMicros).ShouldBe(total);
    }

    [Theory]
    [InlineData(0, 0, 0, 100)]
    [InlineData(999, 50, 0, 50)]
    [InlineData(1000, 50, 0, 50)]
    [InlineData(1500, 50, 50, 0)]
    [InlineData(3000, 50, 200, 0)]
    public void A_tier_is_paid_for_what_lies_in_it_and_the_guarantee_for_what_lacks(long revenue, long first, long second, long guarantee)
    {
        var facts = Facts(terms =>
        {
            (terms.RevenueMetric, terms.GuaranteeAmountMicros) = ("sales", 100);
            terms.ShareTiers.Add([new ShareTier { ShareBps = 500 }, new ShareTier { FromMicros = 1000, ShareBps = 1000 }]);
        });
        var lines = SettlementStatements.Of(facts with { Metrics = new Dictionary<string, MetricPoint> { ["sales"] = new() { Value = revenue } } }).Lines;
        lines.Where(line => line.Kind == Kind.Share).Select(line => line.AmountMicros).ShouldBe(second > 0 ? [first, second] : [first]);
        lines.Where(line => line.Kind == Kind.Guarantee).Sum(line => line.AmountMicros).ShouldBe(guarantee);
    }

    [Fact]
    public void Half_a_micro_is_rounded_up()
    {
        var facts = Facts(terms => terms.ResultRates.Add(new ResultRate { MetricId = "plays", RateMicros = 1, PerCount = 1000 }));
        Amount(499).ShouldBe(0);
        Amount(500).ShouldBe(1);

        long Amount(long plays) => SettlementStatements.Of(facts with { Metrics = new Dictionary<string, MetricPoint> { ["plays"] = new() { Value = plays } } }).TotalMicros;
    }

    [Fact]
    public void A_correction_that_comes_to_the_same_is_none()
    {
        var settlement = Settled(Facts(terms => terms.FixedAmountMicros = 100));
        SettlementDecider.Correct(settlement, new(), Facts(terms => terms.FixedAmountMicros = 100) with { AsOf = Context.Time.AddDays(9) }).ShouldBeEmpty();
        var difference = SettlementDecider.Correct(settlement, new() { Reason = "More" }, Facts(terms => terms.FixedAmountMicros = 130)).ShouldHaveSingleItem().ShouldBeOfType<SettlementCorrected>().Statement;
        (difference.Number, difference.DifferenceMicros, difference.Reason).ShouldBe((2, 30, "More"));
    }

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 460 and < 500)];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provoke(reason));
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    private static void Provoke(ErrorReason reason)
    {
        var (agreement, march) = (Facts(_ => { }).Agreement, new DateOnly(2026, 3, 1));
        agreement.Signatures.Add([new Signature(), new Signature()]);
        switch (reason)
        {
            case ErrorReason.SettlementPeriodInvalid:
                SettlementDecider.MustBeSettleable(agreement, march, march.AddDays(-1), [], Context.Time);
                break;
            case ErrorReason.SettlementPeriodOpen:
                SettlementDecider.MustBeSettleable(agreement, march, new(2026, 3, 12), [], Context.Time);
                break;
            case ErrorReason.SettlementPeriodSettled:
                SettlementDecider.MustBeSettleable(agreement, march, march, [new Settlement { StartDate = agreement.StartDate, EndDate = agreement.EndDate }], Context.Time);
                break;
            case ErrorReason.SettlementStatementsFull:
                var settlement = Settled(Facts(terms => terms.FixedAmountMicros = 1));
                for (var amount = 2; ; amount++)
                    From(settlement, SettlementDecider.Evolve, state => SettlementDecider.Correct(state, new(), Facts(terms => terms.FixedAmountMicros = amount)));
            case ErrorReason.SettlementCurrencyMixed:
                SettlementDecider.MustBeOfOneCurrency(agreement, ["CNY", "USD"]);
                break;
            case ErrorReason.SettlementPeriodHeld:
                var days = From<SettledDays>(new("workspaces/acme/settled-days/spring"), SettledDaysDecider.Evolve, taken => SettledDaysDecider.Settle(taken, march, new(2026, 3, 31)));
                SettledDaysDecider.Settle(days, new(2026, 4, 1), new(2026, 4, 30)).ShouldHaveSingleItem();
                SettledDaysDecider.Settle(days, new(2026, 3, 31), new(2026, 4, 1));
                break;
            case ErrorReason.SettlementTooLarge:
                SettlementStatements.Of(Facts(terms => terms.ResultRates.Add(new ResultRate { MetricId = "plays", RateMicros = 1_000_000_000_000 })) with { Metrics = new Dictionary<string, MetricPoint> { ["plays"] = new() { Value = 1_000_000_000_000 } } });
                break;
        }
    }

    private static Aggregate<Settlement> Settled(SettlementFacts facts) => From<Settlement>(new("workspaces/acme/settlements/march"), SettlementDecider.Evolve, settlement => SettlementDecider.Compute(settlement, facts));

    private static SettlementFacts Facts(Action<PayTerms> pay, params int[] shares)
    {
        var agreement = new Agreement { Name = "spring", CurrencyCode = "CNY", PayTerms = new(), StartDate = new() { Year = 2026, Month = 1, Day = 1 }, EndDate = new() { Year = 2026, Month = 12, Day = 31 } };
        pay(agreement.PayTerms);
        agreement.Parties.Add(shares.Length == 0 ? [new Party { PartyId = "a", ShareBps = 10_000 }] : shares.Select((share, at) => new Party { PartyId = $"p{at}", ShareBps = share }));
        return new SettlementFacts(agreement, new(2026, 3, 1), new(2026, 3, 11), Context.Time, [], new Dictionary<string, MetricPoint>());
    }
}
