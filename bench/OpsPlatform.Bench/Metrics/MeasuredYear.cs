using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Bench.Metrics;

/// <summary>A million values: five metrics of two hundred accounts on a thousand days, over the API and by COPY.</summary>
internal sealed class MeasuredYear(OpsPlatformClient client, NpgsqlDataSource database)
{
    public const int Accounts = 200;
    public const int Days = 1000;
    public const int Values = Accounts * Days * 5;

    public static readonly DateOnly FirstDay = new(2015, 1, 1);

    private const string Parent = $"workspaces/{Workspace.Id}";

    private static readonly string[] s_metrics = ["completions", "forwards", "interactions", "likes", "plays"];

    public static IEnumerable<string> Ids { get; } = [.. Enumerable.Range(0, Accounts).Select(i => $"account-{i:000}")];

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var id in Ids)
            await client.Accounts.CreateAccountAsync(new() { Parent = Parent, AccountId = id, Account = new() { DisplayName = id, Platform = $"{Parent}/platforms/douyin" } }, cancellationToken: cancellation);
        await using var copied = database.CreateCommand("create table copied_values (like ops_metric_values including all)");
        await copied.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Over one stream, as the SDK's users do it.</summary>
    public async Task<TimeSpan> ImportAsync(int round, CancellationToken cancellation)
    {
        var (watch, recorded) = (Stopwatch.StartNew(), 0L);
        var values = Rows(round).Select(row => new MetricValue
        {
            Account = $"{Parent}/accounts/{row.Account}",
            Metric = row.Metric,
            Date = new Date { Year = row.Day.Year, Month = row.Day.Month, Day = row.Day.Day },
            Source = MetricValue.Types.Source.PlatformApi,
            Value = row.Value,
        });
        await foreach (var step in client.ImportMetricsAsync(Parent, values.ToAsyncEnumerable(), new() { ValuesPerMessage = 10_000 }, cancellation))
            recorded += step.Recorded;
        return recorded == Values ? watch.Elapsed : throw new WorthlessRunException($"Of {Values:N0} values {recorded:N0} were recorded.");
    }

    /// <summary>The same rows into a table with the same columns and indexes, in one transaction.</summary>
    public async Task<TimeSpan> CopyAsync(int round, CancellationToken cancellation)
    {
        var (watch, now) = (Stopwatch.StartNew(), DateTime.UtcNow);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy copied_values (tenant_id, account, metric, day, source, position, recorded, captured, currency, value) from stdin (format binary)", cancellation);
        foreach (var row in Rows(round))
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(Workspace.Id, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Account, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Metric, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Day, NpgsqlDbType.Date, cancellation);
            await copy.WriteAsync((short)1, NpgsqlDbType.Smallint, cancellation);
            await copy.WriteAsync((long)round, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync("", NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Value, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
        return watch.Elapsed;
    }

    private static IEnumerable<(string Account, string Metric, DateOnly Day, long Value)> Rows(int round) =>
        from account in Ids
        from metric in s_metrics
        from day in Enumerable.Range(round * Days, Days)
        select (account, metric, FirstDay.AddDays(day), metric == "plays" ? 10_000L + day : 1_000L + day);
}
