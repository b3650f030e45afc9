using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Tests.Partners;
using static OpsPlatform.Metrics.V1.QueryMetricsRequest.Types;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Values read as series.</summary>
public sealed class Querying(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-02")]
    public async Task Missing_days_are_said_to_be_missing()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 2, 10), Value(account, "plays", 3, 0), Value(account, "plays", 8, 5));

        var days = (await QueryAsync(Asked(Period.Day, 2, 4))).Summary.ShouldHaveSingleItem();
        days.Points.Select(point => (point.State, point.Value)).ShouldBe([(State.Value, 10), (State.Value, 0), (State.Missing, 0)]);
        var weeks = (await QueryAsync(Asked(Period.Week, 1, 9))).Summary.ShouldHaveSingleItem();
        weeks.Points.Select(point => (point.StartDate.Day, point.EndDate.Day, point.Value, point.ThereCount, point.ExpectedCount)).ShouldBe([(1, 1, 0, 0, 1), (2, 8, 15, 3, 7), (9, 9, 0, 0, 1)]);
        (weeks.Total.Value, weeks.Total.Completeness).ShouldBe((15, Completeness.Failed));

        // Today is the twelfth: nobody expects more.
        (await QueryAsync(Asked(Period.Total, 11, 31))).Summary[0].Total.ExpectedCount.ShouldBe(2);

        QueryMetricsRequest Asked(Period period, int start, int end) => new() { Metrics = { "plays" }, Accounts = { account }, Period = period, StartDate = March(start), EndDate = March(end) };
    }

    [Fact, Trait("row", "MET-27")]
    public async Task Nineteen_of_twenty_days_are_enough()
    {
        var accounts = new[] { await AccountAsync(), await AccountAsync() };
        var values = accounts.SelectMany(account => Enumerable.Range(1, 10).Select(day => Value(account, "plays", day, 1))).ToArray();
        await StoreAsync(values[..18]);
        (await TotalAsync()).ShouldBe((18, 20, Completeness.Failed));
        await StoreAsync(values[18]);
        (await TotalAsync()).ShouldBe((19, 20, Completeness.Passed));

        async Task<(int, int, Completeness)> TotalAsync()
        {
            var total = (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { accounts }, StartDate = March(1), EndDate = March(10) })).Summary[0].Total;
            return (total.ThereCount, total.ExpectedCount, total.Completeness);
        }
    }

    [Fact, Trait("row", "MET-03")]
    public async Task Ratios_are_of_sums_over_days_that_have_both_parts()
    {
        var (large, small) = (await AccountAsync(), await AccountAsync());
        await StoreAsync(
            Value(large, "plays", 1, 10_000), Value(large, "likes", 1, 800),
            Value(small, "plays", 1, 10), Value(small, "likes", 1, 5),
            Value(small, "plays", 2, 1_000_000),
            Value(small, "plays", 3, 0), Value(small, "likes", 3, 0));

        var answer = await QueryAsync(new() { Metrics = { "like-rate", "plays" }, Accounts = { large, small }, Period = Period.Day, StartDate = March(1), EndDate = March(3) });
        answer.Summary.Select(series => series.Metric).ShouldBe(["like-rate", "plays"]);
        answer.Summary[0].Points.Select(point => (point.State, point.Value)).ShouldBe([(State.Value, 804), (State.Missing, 0), (State.Undefined, 0)]);
        (answer.Summary[0].Total.Value, answer.Summary[0].Total.ThereCount, answer.Summary[1].Total.Value).ShouldBe((804, 3, 1_010_010));
    }

    [Fact]
    public async Task A_ratio_that_a_platform_reports_alone_stands_for_its_day_and_is_not_averaged()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "like-rate", 1, 1200), Value(account, "like-rate", 2, 800));

        var series = (await QueryAsync(new() { Metrics = { "like-rate" }, Accounts = { account }, Period = Period.Day, StartDate = March(1), EndDate = March(2) })).Summary[0];
        series.Points.Select(point => point.Value).ShouldBe([1200, 800]);
        series.Total.State.ShouldBe(State.NotCombinable);

        await StoreAsync(Value(account, "plays", 1, 100), Value(account, "likes", 1, 10));
        (await QueryAsync(new() { Metrics = { "like-rate" }, Accounts = { account }, StartDate = March(1), EndDate = March(1) })).Summary[0].Total.Value.ShouldBe(1000);
    }

    [Fact]
    public async Task Groups_are_by_platform_account_or_label_and_the_summary_counts_each_account_once()
    {
        var (mark, other) = ($"m{Guid.NewGuid():N}", $"n{Guid.NewGuid():N}");
        var (first, second) = (await AccountAsync("douyin", mark, other), await AccountAsync("weibo", mark));
        await StoreAsync(Value(first, "plays", 1, 10), Value(second, "plays", 1, 5));

        (await ByAsync(Grouping.Platform)).ShouldBe([($"{Workspace}/platforms/douyin", 1, 10), ($"{Workspace}/platforms/weibo", 1, 5)]);
        (await ByAsync(Grouping.Account)).ShouldBe(new[] { (first, 1, 10L), (second, 1, 5L) }.OrderBy(each => each.Item1, StringComparer.Ordinal));
        (await ByAsync(Grouping.Label)).ShouldBe([(mark, 2, 15), (other, 1, 10)]);
        (await ByAsync(Grouping.Unspecified)).ShouldBeEmpty();

        async Task<IEnumerable<(string, int, long)>> ByAsync(Grouping grouping)
        {
            var answer = await QueryAsync(new() { Metrics = { "plays" }, Accounts = { first, second }, StartDate = March(1), EndDate = March(1), GroupBy = grouping });
            answer.Summary.ShouldHaveSingleItem().Total.Value.ShouldBe(15);
            return answer.Series.Select(series => (series.Group, series.AccountCount, series.Total.Value));
        }
    }

    [Fact]
    public async Task As_many_days_before_are_compared_with()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 50), Value(account, "plays", 2, 50), Value(account, "plays", 3, 70), Value(account, "plays", 4, 50));

        var series = (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(3), EndDate = March(4), ComparePrevious = true })).Summary[0];
        (series.Total.Value, series.Previous.Value, series.Previous.StartDate, series.ChangeBps).ShouldBe((120, 100, March(1), 2000));
        var without = (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2), ComparePrevious = true })).Summary[0];
        (without.Previous.State, without.HasChangeBps).ShouldBe((State.Missing, false));
    }

    [Fact]
    public async Task Money_of_another_currency_is_missing()
    {
        var account = await AccountAsync();
        var (yuan, dollars) = (Value(account, "sales", 1, 7_000_000), Value(account, "sales", 2, 1_000_000));
        (yuan.CurrencyCode, dollars.CurrencyCode) = ("CNY", "USD");
        await StoreAsync(yuan, dollars);

        (await TotalAsync("")).ShouldBe((7_000_000, 1));
        (await TotalAsync("USD")).ShouldBe((1_000_000, 1));

        async Task<(long, int)> TotalAsync(string currency)
        {
            var total = (await QueryAsync(new() { Metrics = { "sales" }, Accounts = { account }, StartDate = March(1), EndDate = March(2), CurrencyCode = currency })).Summary[0].Total;
            return (total.Value, total.ThereCount);
        }
    }

    [Fact]
    public async Task To_whom_one_account_is_granted_the_summary_is_of_that_alone()
    {
        var (mine, other) = (await AccountAsync(), await AccountAsync());
        await StoreAsync(Value(mine, "plays", 1, 10), Value(other, "plays", 1, 5));
        using var admin = await Server.AdminAsync();
        var client = await admin.MakeClientAsync();
        await admin.GrantAsync(client, new() { Name = Workspace }, ["viewer"], resources: [mine]);
        using var caller = await Server.CallAsAsync(admin, client);
        Server.Clock.Advance(PartnerSteps.Soon);

        var request = new QueryMetricsRequest { Parent = Workspace, Metrics = { "plays" }, StartDate = March(1), EndDate = March(1), GroupBy = Grouping.Account };
        var answer = await caller.Metrics.QueryMetricsAsync(request);
        (answer.Summary.ShouldHaveSingleItem().Total.Value, answer.Series.ShouldHaveSingleItem().Group).ShouldBe((10, mine));
        request.Accounts.Add(other);
        await caller.Metrics.QueryMetricsAsync(request).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_deleted_account_is_left_out_unless_it_is_named()
    {
        var account = await AccountAsync("channels", "gone");
        await StoreAsync(Value(account, "plays", 1, 10));
        await Server.Operator.Accounts.DeleteAccountAsync(new() { Name = account });

        var request = new QueryMetricsRequest { Metrics = { "plays" }, StartDate = March(1), EndDate = March(1), GroupBy = Grouping.Label };
        (await QueryAsync(request)).Series.ShouldNotContain(series => series.Group == "gone");
        request.Accounts.Add(account);
        (await QueryAsync(request)).Series.ShouldHaveSingleItem().Total.Value.ShouldBe(10);
        (await RecordAsync(Value(account, "plays", 2, 1))).Results.ShouldHaveSingleItem().Reason.ShouldBe(ErrorReason.MetricAccountUnknown);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused()
    {
        var account = await AccountAsync();
        await Metrics.QueryMetricsAsync(Asked("likeability", March(1), March(2))).Refused(ErrorReason.MetricNotKnown);
        (await Metrics.QueryMetricsAsync(Asked("plays", March(2), March(1))).Refused(ErrorReason.MetricRangeInvalid)).Message.ShouldBe("The days from 2026-03-02 to 2026-03-01 are no range of 1 to 1100 days.");
        await Metrics.QueryMetricsAsync(Asked("plays", new() { Year = 2020, Month = 1, Day = 1 }, March(1))).Refused(ErrorReason.MetricRangeInvalid);
        var unknown = Asked("plays", March(1), March(2));
        unknown.Accounts.Add($"{account}x");
        await Metrics.QueryMetricsAsync(unknown).Refused(ErrorReason.ResourceNotFound);

        for (var more = 0; more < 2; more++)
            await AccountAsync();
        var large = Asked("plays", new() { Year = 2023, Month = 4, Day = 1 }, March(31));
        (large.Period, large.GroupBy) = (Period.Day, Grouping.Account);
        large.Accounts.Clear();
        large.Metrics.Add((await Metrics.ListMetricsAsync(new() { Parent = Workspace, Filter = "class != BASE" })).Metrics.Take(24).Select(metric => metric.MetricId));
        (await Metrics.QueryMetricsAsync(large).Refused(ErrorReason.MetricQueryTooLarge)).Message.ShouldContain("points; 50000 is the most.");

        QueryMetricsRequest Asked(string metric, Google.Type.Date start, Google.Type.Date end) => new() { Parent = Workspace, Metrics = { metric }, Accounts = { account }, StartDate = start, EndDate = end };
    }
}
