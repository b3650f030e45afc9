using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using Outcome = OpsPlatform.Metrics.V1.MetricResult.Types.Outcome;

namespace OpsPlatform.Server.Metrics;

/// <summary>
/// Judges values against the accounts and values that there are, and stores them with the event that tells of them. Two calls that bring the same
/// key at once may both store it: the later row is read, and if they are equal nothing has changed.
/// </summary>
internal sealed class MetricRecorder(CommandRunner<MetricBatch> batches, MetricRegistry registry, MetricQuarantines quarantines, PostgresEventStore store, TimeProvider time)
{
    private const string Accounts = "accounts/";

    /// <summary>As many ids as one statement is asked for.</summary>
    private const int Page = 1000;

    public Task<RecordMetricsResponse> Record(ServerCallContext context, RecordMetricsRequest request)
    {
        var language = Languages.Of(context);
        return StoreAsync(context, request, request.Values, (batch, outcomes) => new RecordMetricsResponse
        {
            Batch = batch,
            Results = { outcomes.Select(each => Result(each.Outcome, each.Refusal, language)) },
        });
    }

    public Task<ImportMetricsResponse> Import(ServerCallContext context, ImportMetricsRequest request)
    {
        var language = Languages.Of(context);
        return StoreAsync(context, request, request.Values, (batch, outcomes) => new ImportMetricsResponse
        {
            Batch = batch,
            UnchangedCount = outcomes.Count(each => each.Outcome == Outcome.Unchanged),
            Failures = { outcomes.Index().Where(each => each.Item.Refusal is not null).Select(each => Failure(each.Index, each.Item.Refusal!, language)) },
        });
    }

    private async Task<TAnswer> StoreAsync<TRequest, TAnswer>(
        ServerCallContext context, TRequest request, IEnumerable<MetricValue> values, Func<MetricBatch?, IReadOnlyList<(Outcome Outcome, Refusal? Refusal)>, TAnswer> answer)
        where TRequest : IMessage
        where TAnswer : IMessage
    {
        var (workspace, cancellation) = (RpcCall.Of(context).Workspace, context.CancellationToken);
        var metrics = await registry.FindAsync(workspace, values.Select(value => value.Metric), cancellation);
        var recording = new MetricRecording(workspace, values, await AccountsAsync(workspace, values, cancellation), metrics, time.GetUtcNow());
        var excluded = await quarantines.ExcludedAsync(workspace, null, cancellation);
        var stored = await store.FindMetricsAsync(workspace, [.. recording.Keys.Select(Key)], excluded, cancellation);
        var outcomes = recording.Outcomes(stored.ToDictionary(each => new MetricKey(each.Key.Account, each.Key.Metric, each.Key.Day, each.Key.Source), each => each.Value));
        var rows = recording.Rows(outcomes);
        return await batches.Run(
            context,
            request,
            (_, _, _) => MetricRecording.Decide(outcomes, rows),
            batch => answer(batch.Version > 0 ? batch.Root : null, outcomes),
            [.. rows.Select(row => new MetricValueRow(Key(row.Key), row.CaptureTime, row.CurrencyCode, row.Value))]);
    }

    private static MetricValueKey Key(MetricKey key) => new(key.Account, key.Metric, key.Day, key.Source);

    private static MetricResult Result(Outcome outcome, Refusal? refusal, string language) => refusal is null
        ? new() { Outcome = outcome }
        : new() { Outcome = outcome, Reason = refusal.Reason, Message = ErrorTable.Sentence(refusal, language) };

    private static ImportMetricsResponse.Types.Failure Failure(int index, Refusal refusal, string language) =>
        new() { Index = index, Reason = refusal.Reason, Message = ErrorTable.Sentence(refusal, language) };

    /// <summary>Those of the named ones that are there and not deleted.</summary>
    private async Task<HashSet<string>> AccountsAsync(string workspace, IEnumerable<MetricValue> values, CancellationToken cancellation)
    {
        var found = new HashSet<string>();
        foreach (var ids in values.Select(value => MetricRecording.AccountId(workspace, value.Account)).OfType<string>().Distinct().Chunk(Page))
        {
            var page = await store.ListDocumentsAsync<Account>(workspace, new DocumentQuery(Page) { Prefix = Accounts, Only = [.. ids.Select(id => Accounts + id)] }, cancellation);
            found.UnionWith(page.Documents.Where(document => document.Data.DeleteTime is null).Select(document => document.Id[Accounts.Length..]));
        }

        return found;
    }
}
