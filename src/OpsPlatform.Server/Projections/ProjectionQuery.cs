using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Projections.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using Projection = OpsPlatform.EventStore.Projection;
using Resource = OpsPlatform.Projections.V1.Projection;
using State = OpsPlatform.Projections.V1.Projection.Types.State;

namespace OpsPlatform.Server.Projections;

/// <summary>Tells how far projections have come. They are no documents: what is told is read from their positions.</summary>
internal sealed class ProjectionQuery(PostgresEventStore store, Projector projector, QueryRunner queries)
{
    private const string Collection = "projections/";

    public async Task<Resource> Get(ServerCallContext context, GetProjectionRequest request)
    {
        var call = RpcCall.Of(context);
        var projection = Named(call.Method.Target(request)!.Value);
        return Of((await store.ReadProgressAsync(call.Workspace, [projection.Name], context.CancellationToken))[0]);
    }

    public async Task<ListProjectionsResponse> List(ServerCallContext context, ListProjectionsRequest request)
    {
        var names = projector.Projections.Select(projection => projection.Name).ToArray();
        var all = await store.ReadProgressAsync(RpcCall.Of(context).Workspace, names, context.CancellationToken);
        return await queries.List<Resource, ListProjectionsResponse>(context, request, [.. all.Select(progress => ($"{Collection}{progress.Name}", Of(progress)))]);
    }

    /// <exception cref="Refusal">There is none of this name.</exception>
    public Projection Named(ResourceName name) =>
        projector.Projections.FirstOrDefault(projection => name.Stream == $"{Collection}{projection.Name}") ?? throw new Refusal(ErrorReason.ResourceNotFound, "");

    public static Resource Of(ProjectionProgress progress) => new()
    {
        Name = $"workspaces/{progress.Tenant}/{Collection}{progress.Name}",
        State = progress switch
        {
            { Error: not null } => State.Stopped,
            { Rebuilt: not null } => State.Rebuilding,
            _ => State.Following,
        },
        Version = progress.Served?.Version ?? 0,
        Position = progress.Served?.Position ?? 0,
        HeadPosition = progress.Head,
        LagEvents = progress.Lag,
        Rebuild = progress.Rebuilt is { } rebuilt ? new ProjectionRebuild { Version = rebuilt.Version, Position = rebuilt.Position } : null,
        LastError = progress.Error is { } error
            ? new OpsPlatform.Projections.V1.ProjectionError { Type = error.Type, Message = error.Message, Position = error.Position, EventId = error.EventId.ToString(), ErrorTime = error.Time.ToTimestamp() }
            : null,
        UpdateTime = new[] { progress.Served?.UpdateTime, progress.Rebuilt?.UpdateTime }.Max()?.ToTimestamp(),
    };
}
