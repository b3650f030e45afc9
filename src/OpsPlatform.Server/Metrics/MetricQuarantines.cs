using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Metrics;

/// <summary>Puts batches of values into quarantine and out of it, and tells which values do not count.</summary>
internal sealed class MetricQuarantines(CommandRunner<MetricBatch> batches, CommandRunner<MetricQuarantine> quarantines, PostgresEventStore store)
{
    private const string Stream = "metric-quarantines/all";

    public async Task<MetricBatch> Begin(ServerCallContext context, QuarantineMetricBatchRequest request)
    {
        var page = await store.ReadStreamAsync(RpcCall.Of(context).Workspace, ResourceName.Parse(request.Name)!.Value.Stream, new StreamQuery(1), context.CancellationToken);
        var position = page.Events.Count > 0 ? page.Events[0].Position : throw new Refusal(ErrorReason.ResourceNotFound, "");
        return await batches.Run(context, request, MetricBatchDecider.Quarantine, batch => batch.Root, with: [quarantines.UnnamedPart(context, Stream, (all, _) => MetricQuarantineDecider.Begin(all, request.Name, position))]);
    }

    public Task<MetricBatch> End(ServerCallContext context, ReleaseMetricBatchRequest request) =>
        batches.Run(context, request, MetricBatchDecider.Release, batch => batch.Root, with: [quarantines.UnnamedPart(context, Stream, (all, _) => MetricQuarantineDecider.End(all, request.Name))]);

    /// <param name="asOf">Null for now.</param>
    public async Task<IReadOnlyCollection<long>> ExcludedAsync(string workspace, DateTimeOffset? asOf, CancellationToken cancellation) =>
        await store.GetDocumentAsync<MetricQuarantine>(workspace, Stream, cancellation) is { } found ? MetricQuarantineDecider.At(found.Data, asOf) : [];
}
