using System.Xml.Linq;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Tests.Scripted;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Date = Google.Type.Date;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Cli.Tests.Budgets;

/// <summary>What is drawn of a budget, and the statement that is handed on.</summary>
public sealed class Pictures
{
    private const string Hostile = "<script>alert('1')</script> & \"价格\" \u0001\uFFFE\U0001F4B0";

    [Fact]
    public async Task A_burn_down_draws_what_is_left_and_held_until_the_last_day_that_is_known()
    {
        await using var platform = await PlatformAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets burn-down q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, "burn-down.txt");

        (await ops.RunAsync("budgets burn-down q4-2026 --line content -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        platform.Requests.OfType<ListBudgetDaysRequest>().Last().Filter.ShouldBe("line = \"content\"");
        (await ops.RunAsync("budgets burn-down q4-2026 --line nothing")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("content, traffic, tech");
    }

    [Fact]
    public async Task A_waterfall_draws_every_kind_that_changes_what_is_allocated()
    {
        await using var platform = await PlatformAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets waterfall q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, "waterfall.txt");
        platform.Requests.OfType<ListEntriesRequest>().ShouldHaveSingleItem().Filter.ShouldBe("kind != RESERVED AND kind != CAPTURED AND kind != RELEASED AND kind != EXPIRED AND kind != SPENT AND kind != REFUNDED");
    }

    [Theory]
    [InlineData("en", "Burn-down")]
    [InlineData("zh-CN", "燃尽图")]
    public async Task A_statement_is_one_page_that_needs_nothing_else(string language, string heading)
    {
        await using var platform = await PlatformAsync();
        using var ops = new OpsRun(platform);

        (await ops.RunAsync($"budgets statement export q4-2026 --format html --language {language}")).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Output.ShouldStartWith("<!DOCTYPE html>\n<html lang=");
        var page = XDocument.Parse(ops.Output["<!DOCTYPE html>".Length..]);
        page.Descendants("h2").Select(title => title.Value).ShouldContain(heading);
        page.Descendants("svg").Count(picture => picture.Attribute("class")!.Value == "chart").ShouldBe(3);
        page.Descendants("h1").Single().Value.ShouldBe("视频号 Q4");
        page.Descendants("td").Select(cell => cell.Value).ShouldContain(Hostile.Replace('\u0001', '\uFFFD').Replace('\uFFFE', '\uFFFD'), "as it is, and no part of the page");
        page.Descendants("script").ShouldBeEmpty();
        page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Intersect(["src", "href", "onload", "style"]).ShouldBeEmpty();
        page.Descendants().Attributes("content").Select(attribute => attribute.Value).ShouldContain(rule => rule.StartsWith("default-src 'none'"));
        ops.Output.ShouldNotContain("NaN");
        ops.Output.ShouldNotContain("<td />");
    }

    [Fact]
    public async Task A_statement_of_a_draft_says_what_there_is()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        platform.On<ListEntriesRequest>(_ => new ListEntriesResponse());
        platform.On<ListBudgetDaysRequest>(_ => new ListBudgetDaysResponse());
        platform.On<GetForecastRequest>(_ => Samples.Forecast());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("budgets statement export q4-2026 --format html")).ShouldBe(ExitCode.Ok, ops.Error);

        XDocument.Parse(ops.Output["<!DOCTYPE html>".Length..]).Descendants("svg").ShouldAllBe(picture => picture.Attribute("class")!.Value == "used");
        (await ops.RunAsync("budgets burn-down q4-2026")).ShouldBe(ExitCode.Ok);
        ops.Error.ShouldContain("Nothing has moved");
        (await ops.RunAsync("budgets waterfall q4-2026")).ShouldBe(ExitCode.Ok);
        ops.Error.ShouldContain("Nothing has been allocated");
    }

    [Fact]
    public async Task A_statement_goes_into_a_file_as_csv_and_says_when_it_is_cut()
    {
        await using var platform = await PlatformAsync();
        using var ops = new OpsRun(platform);
        var file = Path.Combine(Path.GetDirectoryName(ops.ConfigPath)!, "..", "statement.csv");

        (await ops.RunAsync($"budgets statement export q4-2026 --limit 2 --file {file}")).ShouldBe(ExitCode.Ok, ops.Error);

        var lines = await File.ReadAllLinesAsync(file);
        lines.Length.ShouldBe(3);
        (lines[0][..10], lines[1].Contains("/entries/5", StringComparison.Ordinal), lines[2].Contains("/entries/6", StringComparison.Ordinal)).ShouldBe(("name,kind,", true, true), "in the order of posting");
        ops.Error.ShouldContain("raise --limit");
        ops.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 1, "████")]
    [InlineData(0.25, 0.5, " █")]
    [InlineData(0.5, 0.25, " █")]
    [InlineData(0.125, 0.375, "▐▌")]
    [InlineData(0.5, 0.5, "  ▌")]
    [InlineData(1, 1, "   ▐")]
    public void A_floating_bar_lies_between_its_ends(double from, double to, string bar) => Charts.Floating((decimal)from, (decimal)to, 4).ShouldBe(bar);

    private static async Task<ScriptedPlatform> PlatformAsync()
    {
        var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        platform.On<ListBudgetDaysRequest>(_ => new ListBudgetDaysResponse { Days = { Enumerable.Range(0, 40).Select(Day) } });
        platform.On<ListEntriesRequest>(request => new ListEntriesResponse { Entries = { request.OrderBy.Length > 0 ? Entries().Reverse() : Entries() } });
        platform.On<GetForecastRequest>(_ => Samples.Forecast());
        return platform;
    }

    private static BudgetDay Day(int i) => new()
    {
        Line = "content",
        Date = Of(new DateOnly(2026, 10, 1).AddDays(i)),
        AllocatedChangeMicros = i == 0 ? 500_000_000_000 : i == 20 ? 50_000_000_000 : 0,
        HeldChangeMicros = i % 10 == 0 ? 20_000_000_000 : -1_000_000_000,
        SpentChangeMicros = 6_000_000_000 + (i % 3 * 1_000_000_000),
    };

    private static IEnumerable<LedgerEntry> Entries() =>
    [
        Entry(1, Kind.Allocated, "content", 300_000_000_000, Account.Unallocated, Account.Left),
        Entry(2, Kind.Allocated, "traffic", 200_000_000_000, Account.Unallocated, Account.Left),
        Entry(3, Kind.Reserved, "content", 1_000_000, Account.Left, Account.Held),
        Entry(4, (Kind)98, "content", 100_000_000_000, Account.Left, Account.Unallocated),
        Entry(5, (Kind)99, "traffic", 50_000_000_000, Account.Unallocated, Account.Left),
        Entry(6, Kind.Spent, "content", 1_000_000, Account.Left, Account.Spent, Hostile),
    ];

    private static LedgerEntry Entry(int number, Kind kind, string line, long micros, Account source, Account destination, string purpose = "")
    {
        var entry = Samples.Entry(number, kind, line, micros);
        (entry.Source, entry.Destination, entry.Purpose, entry.PostTime) = (source, destination, purpose, Timestamp.FromDateTime(new DateTime(2026, 10, number < 4 ? 1 : number, 9, 0, 0, DateTimeKind.Utc)));
        return entry;
    }

    private static Date Of(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
