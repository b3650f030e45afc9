using OpsPlatform.Domain.Metrics;
using Period = OpsPlatform.Metrics.V1.QueryMetricsRequest.Types.Period;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>How days are cut into periods.</summary>
public sealed class RangeTests
{
    [Theory, Trait("row", "MET-02")]
    [InlineData(Period.Day, "2026-03-01", "2026-03-03", "01-01 02-02 03-03")]
    [InlineData(Period.Week, "2026-03-01", "2026-03-12", "01-01 02-08 09-12")]
    [InlineData(Period.Month, "2026-01-30", "2026-03-02", "30-31 01-28 01-02")]
    [InlineData(Period.Total, "2026-03-01", "2026-03-12", "01-12")]
    [InlineData(Period.Unspecified, "2026-03-01", "2026-03-12", "01-12")]
    [InlineData(Period.Week, "9999-12-31", "9999-12-31", "31-31")]
    [InlineData(Period.Month, "9999-12-30", "9999-12-31", "30-31")]
    public void Weeks_begin_on_Mondays_and_the_first_and_last_period_end_with_the_range(Period period, string start, string end, string periods) =>
        string.Join(' ', Range(start, end).Periods(period).Select(each => $"{each.Start:dd}-{each.End:dd}")).ShouldBe(periods);

    [Fact]
    public void The_previous_range_is_as_long_and_ends_right_before() => Range("2026-03-01", "2026-03-07").Previous.ShouldBe(Range("2026-02-22", "2026-02-28"));

    [Theory]
    [InlineData("2026-02-28", 0)]
    [InlineData("2026-03-03", 3)]
    [InlineData("2026-03-09", 7)]
    public void Days_that_have_not_begun_are_not_counted(string today, int days) => Range("2026-03-01", "2026-03-07").DaysUntil(Day(today)).ShouldBe(days);

    private static MetricRange Range(string start, string end) => new(Day(start), Day(end));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
