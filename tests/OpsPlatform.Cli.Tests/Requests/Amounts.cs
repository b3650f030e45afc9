using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Tests.Requests;

public sealed class Amounts
{
    [Theory]
    [InlineData("1234.50", 1_234_500_000)]
    [InlineData("1", 1_000_000)]
    [InlineData("0.000001", 1)]
    [InlineData("0.0000010000", 1)]
    [InlineData("007.1", 7_100_000)]
    [InlineData("1000000000000", 1_000_000_000_000_000_000)]
    public void Whole_units_become_micros_exactly(string typed, long micros) => Reserve($"--amount {typed}").AmountMicros.ShouldBe(micros);

    [Theory]
    [InlineData("1.2345678", "six decimals")]
    [InlineData("1,234.50", "thousands separators")]
    [InlineData("CNY5", "without currency")]
    [InlineData("1e3", "whole units")]
    [InlineData(".5", "whole units")]
    [InlineData("5.", "whole units")]
    [InlineData("１２", "whole units")]
    [InlineData("NaN", "whole units")]
    [InlineData("0", "must be 0.000001 to 1,000,000,000,000.00")]
    [InlineData("-5", "must be 0.000001 to 1,000,000,000,000.00")]
    [InlineData("1000000000000.000001", "must be 0.000001 to 1,000,000,000,000.00")]
    [InlineData("99999999999999999999", "must be 0.000001 to 1,000,000,000,000.00")]
    public async Task A_bad_amount_is_a_usage_error_that_says_what_is_wrong(string typed, string sentence)
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(["budgets", "reserve", "workspaces/acme/budgets/q4-2026", "--line", "content", "--amount", typed])).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain(sentence);
        ops.Error.ShouldStartWith("--amount ");
        ops.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Micros_can_be_typed_as_they_are_stored() => Reserve("--amount-micros 1234500001").AmountMicros.ShouldBe(1_234_500_001);

    [Theory]
    [InlineData("--amount 1 --amount-micros 1000000", "not both")]
    [InlineData("", "--amount is missing")]
    [InlineData("--amount-micros 1.5", "whole number of micros")]
    [InlineData("--amount-micros 0", "--amount-micros must be")]
    public void Units_or_micros_are_needed_once(string typed, string sentence) =>
        Should.Throw<Failure>(() => Reserve(typed)).Sentence.English.ShouldContain(sentence);

    [Fact]
    public void An_amount_with_a_default_on_the_server_may_be_left_out()
    {
        using var ops = new OpsRun();
        ops.Read<CaptureReservationRequest>("budgets capture workspaces/acme/budgets/q4-2026/reservations/r-1").HasAmountMicros.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.000001")]
    [InlineData(-1_500_000, "-1.50")]
    [InlineData(1_234_567_890_000, "1,234,567.89")]
    [InlineData(long.MaxValue, "9,223,372,036,854.775807")]
    public void Micros_are_shown_in_whole_units(long micros, string shown) => Amount.Format(micros).ShouldBe(shown);

    private static ReserveFundsRequest Reserve(string typed)
    {
        using var ops = new OpsRun();
        return ops.Read<ReserveFundsRequest>($"budgets reserve workspaces/acme/budgets/q4-2026 --line content {typed}");
    }
}
