using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using Resource = OpsPlatform.Projections.V1.Projection;

namespace OpsPlatform.Server.Projections;

/// <summary>
/// What operators ask of projections. No events tell of it, because nothing has happened in the workspace; so no decider decides it, and the record of
/// the request is written with the change of the position in one statement of their own.
/// </summary>
internal sealed class ProjectionCommands(PostgresEventStore store, ProjectionQuery projections, ProjectionRunner runner, TimeProvider time)
{
    private delegate Task<bool> Write(string workspace, Projection projection, DateTimeOffset now, RequestRecord? record);

    public Task<Resource> Rebuild(ServerCallContext context, IMessage request) => Run(
        context,
        request,
        (progress, projection, now) => progress.Rebuilt is { Error: null } going && going.Version == projection.Version
            ? progress
            : progress with { Rebuilt = new ProjectionBuild(projection.Version, 0, now, Error: null) },
        (workspace, projection, now, record) => store.BeginRebuildAsync(workspace, projection, isAsked: true, now, record, context.CancellationToken));

    public Task<Resource> Retry(ServerCallContext context, IMessage request) => Run(
        context,
        request,
        (progress, _, now) => progress with { Served = Cleared(progress.Served, now), Rebuilt = Cleared(progress.Rebuilt, now) },
        (workspace, projection, now, record) => store.RetryAsync(workspace, projection, now, record, context.CancellationToken));

    private async Task<Resource> Run(ServerCallContext context, IMessage request, Func<ProjectionProgress, Projection, DateTimeOffset, ProjectionProgress> decide, Write write)
    {
        var call = RpcCall.Of(context);
        var projection = projections.Named(call.Method.Target(request)!.Value);
        var progress = (await store.ReadProgressAsync(call.Workspace, [projection.Name], context.CancellationToken))[0];
        var now = time.Now();
        var answer = ProjectionQuery.Of(decide(progress, projection, now));
        if (call.Method.ValidateOnly(request))
            return answer;

        var record = call.Request is { } key ? new RequestRecord(call.Caller!.ClientId, key.Id, call.Method.FullName, key.Fingerprint, answer.ToByteArray()) : null;
        try
        {
            await write(call.Workspace, projection, now, record);
        }
        catch (RequestRecordedException)
        {
            throw new RequestHandledException();
        }

        runner.Wake(call.Workspace);
        return answer;
    }

    private static ProjectionBuild? Cleared(ProjectionBuild? build, DateTimeOffset now) => build is { Error: not null } ? build with { Error = null, UpdateTime = now } : build;
}
