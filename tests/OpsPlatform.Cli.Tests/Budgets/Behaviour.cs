using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests.Budgets;

/// <summary>What a command sends, and what it says of what came back.</summary>
public sealed class Behaviour
{
    [Fact]
    public async Task Reserving_sends_one_request_and_shows_the_reservation()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => Samples.Reservation());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("budgets reserve q4-2026 --line content --amount 1234.50")).ShouldBe(ExitCode.Ok, ops.Error);

        var request = platform.Requests.ShouldHaveSingleItem().ShouldBeOfType<ReserveFundsRequest>();
        request.Parent.ShouldBe("workspaces/acme/budgets/q4-2026");
        request.AmountMicros.ShouldBe(1_234_500_000);
        ops.Output.ShouldContain("1,234.50 CNY");
    }

    [Fact]
    public async Task A_cost_sheet_is_shown_by_cost_item()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetCostSheetRequest>(_ => Samples.CostSheet());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("budgets cost-sheet q4-2026 --content spring-tea")).ShouldBe(ExitCode.Ok, ops.Error);

        platform.Requests.ShouldHaveSingleItem().ShouldBe(new GetCostSheetRequest { Name = "workspaces/acme/budgets/q4-2026", Content = "workspaces/acme/contents/spring-tea" });
        GoldenFile.ShouldBe(ops.Output, "cost-sheet.txt");
    }

    [Fact]
    public async Task An_adjustment_is_shown_line_by_line_before_and_after()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ApproveAdjustmentRequest>(_ => Samples.Adjustment());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("budgets approve-adjustment q4-2026/less-traffic")).ShouldBe(ExitCode.Ok, ops.Error);

        GoldenFile.ShouldBe(ops.Output, "adjustment.txt");
    }

    [Fact]
    public async Task A_forecast_is_read_line_by_line()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetForecastRequest>(_ => Samples.Forecast());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("budgets forecast q4-2026 --as-of 2026-10-20 --window-days 30")).ShouldBe(ExitCode.Ok, ops.Error);

        platform.Requests.ShouldHaveSingleItem().ShouldBe(new GetForecastRequest { Name = "workspaces/acme/budgets/q4-2026", AsOfDate = new() { Year = 2026, Month = 10, Day = 20 }, WindowDays = 30 });
        GoldenFile.ShouldBe(ops.Output, "forecast.txt");
    }

    [Fact]
    public async Task A_return_is_shown_with_where_it_came_from()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetReturnRequest>(_ => Samples.Return());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(
            "budgets returns q4-2026 --from 2026-10-01 --to 2026-10-31 --account main --line content --plan-start-date 2026-01-01 --lifetime-value content:8.5 --lifetime-value traffic:,accounts=workspaces/acme/accounts/main "
            + "--ranking rank-by-net --least-return-bps 20000 --effect-metric plays --effect-target 1000 --least-effect-bps 9000 --satisfaction-bps 8500 --least-satisfaction-bps 8000 --brand-metric voice-share-rate --least-brand-bps 300"))
            .ShouldBe(ExitCode.Ok, ops.Error);

        platform.Requests.ShouldHaveSingleItem().ShouldBe(new GetReturnRequest
        {
            Name = "workspaces/acme/budgets/q4-2026",
            StartDate = new() { Year = 2026, Month = 10, Day = 1 },
            EndDate = new() { Year = 2026, Month = 10, Day = 31 },
            Accounts = { "workspaces/acme/accounts/main" },
            Lines = { "content" },
            PlanStartDate = new() { Year = 2026, Month = 1, Day = 1 },
            LifetimeValues = { new LifetimeValue { Line = "content", ValueMicros = 8_500_000 }, new LifetimeValue { Line = "traffic", Accounts = { "workspaces/acme/accounts/main" } } },
            Ranking = LifetimeRanking.RankByNet,
            Standards = new()
            {
                InputOutput = new() { LeastBps = 20_000 },
                Effect = new() { Metric = "plays", TargetValue = 1_000, LeastBps = 9_000 },
                Satisfaction = new() { ActualBps = 8_500, LeastBps = 8_000 },
                BrandInfluence = new() { Metric = "voice-share-rate", LeastBps = 300 },
            },
        });
        GoldenFile.ShouldBe(ops.Output, "returns.txt");
    }

    [Fact]
    public async Task A_list_reads_all_pages()
    {
        await using var platform = await PagesAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets entries q4-2026 --filter \"line = content\" --order-by \"post_time desc\" -o json")).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Output.Split("\"name\"").Length.ShouldBe(1 + 25);
        ops.Error.ShouldBeEmpty();
        var requests = platform.Requests.Cast<ListEntriesRequest>().ToList();
        requests.Select(request => request.PageToken).ShouldBe(["", "1", "2", "3", "4"]);
        requests.ShouldAllBe(request => request.OrderBy == "post_time desc" && request.PageSize == 1000);
    }

    [Fact]
    public async Task A_list_stops_at_its_limit_and_says_that_there_is_more()
    {
        await using var platform = await PagesAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets entries q4-2026 --limit 7 -o json")).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Output.Split("\"name\"").Length.ShouldBe(1 + 7);
        ops.Error.ShouldContain("raise --limit");
        platform.Requests.Cast<ListEntriesRequest>().First().PageSize.ShouldBe(7);
        platform.Requests.Count.ShouldBeLessThan(4);
    }

    [Fact]
    public async Task A_limit_that_is_met_exactly_is_no_cut()
    {
        await using var platform = await PagesAsync();
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets entries q4-2026 --limit 25");
        ops.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_below_one_is_a_usage_error()
    {
        await using var platform = await PagesAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets entries q4-2026 --limit 0")).ShouldBe(ExitCode.Usage);
        platform.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_that_breaks_off_shows_nothing_of_itself()
    {
        await using var platform = await PagesAsync();
        platform.On<ListEntriesRequest>(request => request.PageToken.Length == 0
            ? new ListEntriesResponse { Entries = { Samples.Entry(1, LedgerEntry.Types.Kind.Spent, "content", 5) }, NextPageToken = "1" }
            : throw Refused.By(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID", "The page_token does not belong to this query."));
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets entries q4-2026 -o json")).ShouldBe(ExitCode.Failed);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldContain("PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task A_replayed_answer_is_marked()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(async (_, call) =>
        {
            await call.WriteResponseHeadersAsync(new Metadata { { "x-ops-replayed", "true" } });
            return Samples.Reservation();
        });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets reserve q4-2026 --line content --amount 5")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Error.ShouldContain("had run before");
    }

    [Fact]
    public async Task What_is_only_validated_is_marked_as_not_written()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<SubmitBudgetRequest>(_ => Samples.Budget());
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets submit q4-2026 --validate-only")).ShouldBe(ExitCode.Ok, ops.Error);
        platform.Requests.ShouldHaveSingleItem().ShouldBeOfType<SubmitBudgetRequest>().ValidateOnly.ShouldBeTrue();
        ops.Error.ShouldContain("Nothing was written");
    }

    [Fact]
    public async Task The_language_goes_with_the_call()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets get q4-2026");
        await ops.RunAsync("budgets get q4-2026 --language zh-CN");
        ops.Environment["LANG"] = "zh_CN.UTF-8";
        await ops.RunAsync("budgets get q4-2026");
        await ops.RunAsync("budgets get q4-2026 --language en");
        platform.Languages.ShouldBe(["en", "zh-CN", "zh-CN", "en"]);
    }

    [Fact]
    public async Task Interrupting_a_write_tells_how_to_find_out_whether_it_happened()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var interrupt = new CancellationTokenSource();
        platform.On<ReserveFundsRequest>(async (_, call) =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return Samples.Reservation();
        });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets reserve q4-2026 --line content --amount 5", interrupt.Token)).ShouldBe(ExitCode.Interrupted);
        ops.Error.ShouldContain($"--request-id {((ReserveFundsRequest)platform.Requests.Single()).RequestId}");
        ops.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Interrupting_a_list_ends_it()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var interrupt = new CancellationTokenSource();
        platform.On<ListBudgetsRequest>(async (_, call) =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return new ListBudgetsResponse();
        });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets list", interrupt.Token)).ShouldBe(ExitCode.Interrupted);
        ops.Error.ShouldBe("Interrupted." + Environment.NewLine);
    }

    /// <summary>A ledger of 25 entries on pages of five.</summary>
    private static async Task<ScriptedPlatform> PagesAsync()
    {
        var platform = await ScriptedPlatform.StartAsync();
        platform.On<ListEntriesRequest>(request =>
        {
            var page = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken);
            var answer = new ListEntriesResponse { NextPageToken = page == 4 ? "" : $"{page + 1}" };
            answer.Entries.Add(Enumerable.Range(page * 5, 5).Select(number => Samples.Entry(number % 60, LedgerEntry.Types.Kind.Spent, "content", 1_000_000 + number)));
            return answer;
        });
        return platform;
    }
}
