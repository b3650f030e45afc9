using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Outcome = OpsPlatform.Metrics.V1.MetricResult.Types.Outcome;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Values on their way into the store.</summary>
public sealed class Recording(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-23")]
    public async Task The_metrics_of_a_class_are_five_and_an_unknown_one_is_not_found()
    {
        foreach (var of in new[] { "CONTENT", "USER", "BUSINESS", "PLATFORM", "COMPLIANCE" })
            (await Metrics.ListMetricsAsync(new() { Parent = Workspace, Filter = $"class = {of}" })).Metrics.Count.ShouldBe(5, of);
        (await Metrics.ListMetricsAsync(new() { Parent = Workspace, Filter = "class != BASE AND class != GOAL", PageSize = 100 })).Metrics.Count.ShouldBe(25);
        var metric = await Metrics.GetMetricAsync(new() { Name = $"{Workspace}/metrics/completion-rate" });
        (metric.NumeratorMetricId, metric.DenominatorMetricId).ShouldBe(("completions", "plays"));
        await Metrics.GetMetricAsync(new() { Name = $"{Workspace}/metrics/likeability" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task Rows_fail_alone_and_in_the_callers_language()
    {
        var account = await AccountAsync();
        var request = new RecordMetricsRequest
        {
            Parent = Workspace,
            Values = { Value(account, "plays", 1, 7), Value("workspaces/globex/accounts/main", "plays", 1, 7), Value(account, "plays", 1, 8), Value(account, "likes", 1, -1), Value(account, "likes", 2, 3) },
        };
        var answer = await Metrics.RecordMetricsAsync(request, new Metadata { { "accept-language", "zh-CN" } });

        answer.Results.Select(result => result.Reason).ShouldBe([ErrorReason.Unspecified, ErrorReason.MetricAccountUnknown, ErrorReason.MetricKeyRepeated, ErrorReason.MetricValueNegative, ErrorReason.Unspecified]);
        answer.Results[3].Message.ShouldBe("值 -1 小于零，指标 likes 不能为负。");
        answer.Results[0].ShouldBe(new MetricResult { Outcome = Outcome.Recorded });
        (answer.Batch.RecordedCount, answer.Batch.FailedCount).ShouldBe((2, 3));
    }

    [Fact]
    public async Task What_is_stored_is_told_of_by_one_event_with_a_digest_of_the_rows()
    {
        var account = await AccountAsync();
        var batch = (await RecordAsync([.. Enumerable.Range(1, 9).Select(day => Value(account, "plays", day, 1000 + day))])).Batch;

        var told = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{batch.Name}\"" })).Events.ShouldHaveSingleItem();
        told.Type.ShouldBe("metrics_recorded");
        told.DataJson.ShouldContain(batch.RowsSha256);
        await using var database = Npgsql.NpgsqlDataSource.Create(Server.Database);
        await using var digest = database.CreateCommand(
            """
            select encode(sha256(convert_to(string_agg(
                format(e'%s\t%s\t%s\t%s\t%s\t%s\t%s\n', account, metric, day, source, (extract(epoch from captured) * 1000000)::bigint, currency, value), '' order by account, metric, day, source), 'UTF8')), 'hex')
            from ops_metric_values v join mt_events e on e.tenant_id = v.tenant_id and e.seq_id = v.position where v.tenant_id = 'acme' and e.stream_id = $1
            """);
        digest.Parameters.Add(new() { Value = batch.Name[(Workspace.Length + 1)..] });
        (await digest.ExecuteScalarAsync()).ShouldBe(batch.RowsSha256);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_leaves_no_event()
    {
        var value = Value(await AccountAsync(), "plays", 1, 7);
        await StoreAsync(value);
        var again = await RecordAsync(value);

        again.Batch.ShouldBeNull();
        again.Results.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Unchanged);
    }

    [Fact]
    public async Task A_correction_is_read_from_now_on_and_what_was_before_as_of_then()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 7));
        var before = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await RecordAsync(Value(account, "plays", 1, 9))).Results.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Corrected);

        (await PlaysAsync(null)).ShouldBe(9);
        (await PlaysAsync(before.ToTimestamp())).ShouldBe(7);
        (await PlaysAsync(before.AddDays(-1).ToTimestamp())).ShouldBe(0);

        // Back to what it was is a correction too.
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await RecordAsync(Value(account, "plays", 1, 7))).Results.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Corrected);
        (await PlaysAsync(null)).ShouldBe(7);

        async Task<long> PlaysAsync(Timestamp? time) =>
            (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(1), ReadTime = time })).Summary.ShouldHaveSingleItem().Total.Value;
    }

    [Fact]
    public async Task The_most_reliable_source_is_read_whichever_came_last()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 7, Source.Export));
        await StoreAsync(Value(account, "plays", 1, 9, Source.SelfReport));

        (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(1) })).Summary[0].Total.Value.ShouldBe(7);
    }

    [Fact]
    public async Task A_trial_stores_nothing_and_a_repeat_is_answered_as_the_first_time()
    {
        var account = await AccountAsync();
        var request = new RecordMetricsRequest { Parent = Workspace, Values = { Value(account, "plays", 1, 7) }, ValidateOnly = true };
        (await Metrics.RecordMetricsAsync(request)).Batch.RecordedCount.ShouldBe(1);

        (request.ValidateOnly, request.RequestId) = (false, Guid.NewGuid().ToString());
        var first = await Metrics.RecordMetricsAsync(request);
        first.Results.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Recorded);
        (await Metrics.RecordMetricsAsync(request)).ShouldBe(first);
    }

    [Fact]
    public async Task Ten_thousand_values_are_stored_at_once()
    {
        var accounts = new[] { await AccountAsync(), await AccountAsync() };
        var days = Enumerable.Range(0, 1000).Select(new DateOnly(2023, 1, 1).AddDays);
        var values = from account in accounts
                     from metric in new[] { "plays", "likes", "comments", "forwards", "completions" }
                     from day in days
                     select new MetricValue { Account = account, Metric = metric, Date = new() { Year = day.Year, Month = day.Month, Day = day.Day }, Source = Source.Export, Value = 10 };
        var answer = await RecordAsync([.. values]);

        (answer.Batch.RecordedCount, answer.Results.Count).ShouldBe((10_000, 10_000));
        var total = (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { accounts }, StartDate = new() { Year = 2023, Month = 1, Day = 1 }, EndDate = new() { Year = 2025, Month = 12, Day = 31 } })).Summary[0].Total;
        (total.Value, total.ThereCount).ShouldBe((20_000, 2000));
    }

    [Fact, Trait("row", "MET-27")]
    public async Task A_batch_in_quarantine_counts_as_if_it_had_never_been_recorded()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 100));
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var wrong = Value(account, "plays", 2, 900);
        var batch = (await RecordAsync(wrong, Value(account, "plays", 1, 700))).Batch.Name;
        var before = Server.Clock.GetUtcNow().ToTimestamp();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        (await TotalAsync()).ShouldBe((1600, 2));

        var quarantined = await Metrics.QuarantineMetricBatchAsync(new() { Name = batch, Reason = "Counted twice" });
        (quarantined.State, quarantined.StateReason).ShouldBe((MetricBatch.Types.State.Quarantined, "Counted twice"));
        (await TotalAsync()).ShouldBe((100, 1), "what it had corrected counts again, and its other day is missing");
        (await TotalAsync(before)).ShouldBe((1600, 2), "an old report stays as it was");
        (await Metrics.QuarantineMetricBatchAsync(new() { Name = batch, Reason = "Again" })).ShouldBe(quarantined);
        (await Metrics.ListMetricBatchesAsync(new() { Parent = Workspace, Filter = "state = QUARANTINED", PageSize = 1000 })).MetricBatches.ShouldContain(quarantined);
        var quality = await Metrics.GetDataQualityAsync(new() { Parent = Workspace, Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) });
        (quality.Completeness.GoodCount, quality.Completeness.AllCount).ShouldBe((1, 2));
        (await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = "daily-five", Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Total.State.ShouldBe(ScoreSummary.Types.State.Incomplete);

        // The same value is no repeat of one that does not count.
        (await RecordAsync(wrong)).Results.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Recorded);
        (await TotalAsync()).ShouldBe((1000, 2));
        (await Metrics.ReleaseMetricBatchAsync(new() { Name = batch, Reason = "Confirmed" })).State.ShouldBe(MetricBatch.Types.State.Stored);
        (await TotalAsync()).ShouldBe((1600, 2));
        await Metrics.QuarantineMetricBatchAsync(new() { Name = $"{Workspace}/metric-batches/none", Reason = "None" }).Refused(ErrorReason.ResourceNotFound);

        async Task<(long, int)> TotalAsync(Timestamp? readTime = null)
        {
            var total = (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2), ReadTime = readTime })).Summary[0].Total;
            return (total.Value, total.ThereCount);
        }
    }
}
