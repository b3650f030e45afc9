using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Events.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Events;

/// <summary>The rpcs of events_service.proto.</summary>
internal sealed class EventService(PostgresEventStore store, CheckpointSigner signer, EventExport export, AuditQuery audit) : OpsPlatform.Events.V1.EventService.EventServiceBase
{
    private const string Latest = "latest";

    public override Task<Event> GetEvent(GetEventRequest request, ServerCallContext context) => audit.Get(context, request);

    public override Task<ListEventsResponse> ListEvents(ListEventsRequest request, ServerCallContext context) => audit.List(context, request);

    public override async Task<Checkpoint> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        var call = RpcCall.Of(context);
        var id = request.Name.LastId();
        var head = id == Latest
            ? await store.ReadHeadAsync(call.Workspace, context.CancellationToken)
            : await store.FindLinkAsync(call.Workspace, long.Parse(id, null), context.CancellationToken);
        return await signer.SignAsync(call.Workspace, head ?? throw new Refusal(ErrorReason.ResourceNotFound, ""), context.CancellationToken);
    }

    public override Task ExportEvents(ExportEventsRequest request, IServerStreamWriter<ExportEventsResponse> responseStream, ServerCallContext context)
    {
        var call = RpcCall.Of(context);
        return export.Run(call.Workspace, request.FirstPosition, responseStream.WriteAsync, call.Ended);
    }
}
