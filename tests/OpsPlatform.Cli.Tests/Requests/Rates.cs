using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Tests.Requests;

public sealed class Rates
{
    [Theory]
    [InlineData("7.1234", 7_123_400_000)]
    [InlineData("7", 7_000_000_000)]
    [InlineData("0.000000001", 1)]
    [InlineData("0.100000003", 100_000_003)]
    [InlineData("999999999.999999999", 999_999_999_999_999_999)]
    [InlineData("1000000000", 1_000_000_000_000_000_000)]
    public void A_decimal_becomes_billionths_exactly_and_is_shown_as_it_was_typed(string typed, long nanos)
    {
        Reserve($"--rate {typed} --rate-source PBOC --rate-date 2026-10-02").ExchangeRate.ShouldBe(new ExchangeRate { RateNanos = nanos, Source = "PBOC", RateDate = new() { Year = 2026, Month = 10, Day = 2 } });
        Rate.Format(nanos).ShouldBe(typed);
    }

    [Theory]
    [InlineData("7.1234567891")]
    [InlineData("7.1234567890")]
    [InlineData("1000000000.000000001")]
    [InlineData("99999999999")]
    [InlineData("0")]
    [InlineData("0.000000000")]
    [InlineData("-7")]
    [InlineData("7,1234")]
    [InlineData("7e3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("７")]
    [InlineData("NaN")]
    public void Anything_else_is_refused_with_an_example(string typed) =>
        Should.Throw<Failure>(() => Reserve($"--rate={typed}")).Sentence.English.ShouldBe($"--rate takes a rate of 0.000000001 to 1,000,000,000 with at most nine decimals, such as 7.1234, not '{typed}'.");

    [Fact]
    public void Without_a_rate_nothing_is_sent_of_it() => Reserve("").ExchangeRate.ShouldBeNull();

    [Fact]
    public void A_leg_of_a_transfer_takes_one_as_well()
    {
        using var ops = new OpsRun();
        var leg = ops.Read<TransferFundsRequest>(
            "budgets transfer workspaces/acme/budgets/q4-2026 --leg ads:700,counter-line=traffic,exchange-rate.rate=7.1234,exchange-rate.source=PBOC,exchange-rate.rate-date=2026-10-02").Legs.ShouldHaveSingleItem();
        leg.ExchangeRate.ShouldBe(new ExchangeRate { RateNanos = 7_123_400_000, Source = "PBOC", RateDate = new() { Year = 2026, Month = 10, Day = 2 } });
    }

    private static ReserveFundsRequest Reserve(string typed)
    {
        using var ops = new OpsRun();
        return ops.Read<ReserveFundsRequest>($"budgets reserve workspaces/acme/budgets/q4-2026 --line content --amount 1 {typed}");
    }
}
