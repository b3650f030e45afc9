using Npgsql;
using NpgsqlTypes;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Report;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Bench.Metrics;

/// <summary>Measured values on their way in, beside COPY; and a year of them on its way out, beside SQL by hand.</summary>
internal static class MetricsRun
{
    private const string ByHand =
        """
        select metric, date_trunc('month', day), sum(value) from (
            select distinct on (account, metric, day) metric, day, value from ops_metric_values
            where tenant_id = $1 and account = any($2) and metric = any($3) and day between $4 and $5
            order by account, metric, day, source, position desc) as newest
        group by 1, 2
        """;

    /// <summary>A year and the one before, which a scorecard compares it with.</summary>
    private const string ScoredByHand =
        """
        select metric, day >= $6, sum(value) from (
            select distinct on (account, metric, day) metric, day, value from ops_metric_values
            where tenant_id = $1 and account = any($2) and metric = any($3) and day between $4 and $5
            order by account, metric, day, source, position desc) as newest
        group by 1, 2
        """;

    private static readonly string[] s_metrics = ["plays", "completion-rate", "like-rate", "forward-rate", "interaction-rate"];

    private static readonly DateOnly s_scoredDay = MeasuredYear.FirstDay.AddDays(365);

    /// <exception cref="WorthlessRunException">A call failed, or values are missing.</exception>
    public static async Task<string> MeasureAsync(Settings settings, Node node, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(node.Database);
        var facts = await Facts.ReadAsync(settings, database, cancellation);
        await using var client = Workspace.Connect(node);
        var year = new MeasuredYear(client, database);
        await year.PrepareAsync(cancellation);

        List<(TimeSpan Import, TimeSpan Copy)> times = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"Importing {MeasuredYear.Values:N0} values, round {round + 1} of {settings.Rounds}");
            times.Add((await year.ImportAsync(round, cancellation), await year.CopyAsync(round, cancellation)));
        }

        await using var analyze = database.CreateCommand("vacuum analyze ops_metric_values");
        await analyze.ExecuteNonQueryAsync(cancellation);
        var time = Settings.Warmup + settings.Duration;
        var query = new Comparison(
            "a year by month",
            1,
            new Side("QueryMetrics", async (callers, stop) => await ClosedLoop.RunAsync(callers, time, _ => QueryAsync(client, stop), stop)),
            new Side("SQL by hand", async (callers, stop) => await ClosedLoop.RunAsync(callers, time, _ => SelectAsync(database, ByHand, MeasuredYear.FirstDay, [], stop), stop)));
        await client.Metrics.CreateKpiSetAsync(
            new() { Parent = $"workspaces/{Workspace.Id}", KpiSetId = "bench", KpiSet = new() { DisplayName = "Bench", Kpis = { s_metrics.Select(metric => new Kpi { Metric = metric, Target = 1, Direction = Metric.Types.Direction.HigherIsBetter }) } } },
            cancellationToken: cancellation);
        var scorecard = new Comparison(
            "a year's scorecard",
            1,
            new Side("GetScorecard", async (callers, stop) => await ClosedLoop.RunAsync(callers, time, _ => ScoreAsync(client, stop), stop)),
            new Side("SQL by hand", async (callers, stop) => await ClosedLoop.RunAsync(callers, time, _ => SelectAsync(database, ScoredByHand, MeasuredYear.FirstDay, [new() { Value = s_scoredDay, NpgsqlDbType = NpgsqlDbType.Date }], stop), stop)));
        await query.WarmUpAsync(cancellation);
        await scorecard.WarmUpAsync(cancellation);
        await Comparison.RunAsync([query, scorecard], settings, cancellation);
        return Page(facts, times, query, scorecard);
    }

    private static async Task QueryAsync(OpsPlatformClient client, CancellationToken cancellation)
    {
        var answer = await client.Metrics.QueryMetricsAsync(
            new()
            {
                Parent = $"workspaces/{Workspace.Id}",
                Metrics = { s_metrics },
                StartDate = DateOf(MeasuredYear.FirstDay),
                EndDate = DateOf(MeasuredYear.FirstDay.AddDays(364)),
                Period = QueryMetricsRequest.Types.Period.Month,
            },
            cancellationToken: cancellation);
        if (answer.Summary[0].Total.ThereCount != 365 * MeasuredYear.Accounts)
            throw new WorthlessRunException($"The year has {answer.Summary[0].Total.ThereCount:N0} values.");
    }

    private static async Task ScoreAsync(OpsPlatformClient client, CancellationToken cancellation)
    {
        var card = await client.Metrics.GetScorecardAsync(
            new() { Parent = $"workspaces/{Workspace.Id}", KpiSet = "bench", StartDate = DateOf(s_scoredDay), EndDate = DateOf(s_scoredDay.AddDays(364)) },
            cancellationToken: cancellation);
        if (card.Results[0].Total.ThereCount != 365 * MeasuredYear.Accounts || card.Total.MetCount != s_metrics.Length)
            throw new WorthlessRunException($"The scorecard has {card.Results[0].Total.ThereCount:N0} values.");
    }

    /// <param name="start">The first of the days that are read.</param>
    /// <param name="more">Parameters from the sixth on; with them the days are two years, else one.</param>
    private static async Task SelectAsync(NpgsqlDataSource database, string sql, DateOnly start, NpgsqlParameter[] more, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = Workspace.Id, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = MeasuredYear.Ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = new[] { "plays", "completions", "likes", "forwards", "interactions" }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = start, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = start.AddDays((365 * (more.Length + 1)) - 1), NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.AddRange(more);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            _ = reader.GetDecimal(2);
    }

    private static Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static string Page(IReadOnlyList<string> facts, IReadOnlyList<(TimeSpan Import, TimeSpan Copy)> times, Comparison query, Comparison scorecard)
    {
        double[] ratios = [.. times.Select(each => each.Import / each.Copy)];
        return
            $"""
            # Metrics

            {string.Join("\n", facts.Select(fact => $"- {fact}"))}

            Figures are medians of the rounds, ratios of single rounds; [README.md](README.md) says what is compared.

            {Table.Of(
                ["", "platform", "baseline", "ratio", "aim"],
                [
                    [$"import of {MeasuredYear.Values:N0} values, to COPY, in s", .. Cells(times.Select(each => each.Import.TotalSeconds), times.Select(each => each.Copy.TotalSeconds)), $"{new Ratio(Figures.Median(ratios), ratios.Min(), ratios.Max())}", "<= 3"],
                    [$"five metrics of {MeasuredYear.Accounts} accounts, 365 days by month, to SQL by hand, p50 in ms", $"{query.Subject.P50Ms:N0}", $"{query.Baseline.P50Ms:N0}", $"{query.P50}", "<= 2"],
                    [$"a scorecard of the same over 365 days and the 365 before, to SQL by hand, p50 in ms", $"{scorecard.Subject.P50Ms:N0}", $"{scorecard.Baseline.P50Ms:N0}", $"{scorecard.P50}", "<= 2"],
                ])}
            """;
    }

    private static string[] Cells(IEnumerable<double> platform, IEnumerable<double> baseline) => [$"{Figures.Median(platform):N1}", $"{Figures.Median(baseline):N1}"];
}
