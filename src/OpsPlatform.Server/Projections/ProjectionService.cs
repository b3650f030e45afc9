using Grpc.Core;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Server.Projections;

/// <summary>The rpcs of projections_service.proto.</summary>
internal sealed class ProjectionService(ProjectionQuery projections, ProjectionCommands commands) : OpsPlatform.Projections.V1.ProjectionService.ProjectionServiceBase
{
    public override Task<Projection> GetProjection(GetProjectionRequest request, ServerCallContext context) => projections.Get(context, request);

    public override Task<ListProjectionsResponse> ListProjections(ListProjectionsRequest request, ServerCallContext context) => projections.List(context, request);

    public override Task<Projection> RebuildProjection(RebuildProjectionRequest request, ServerCallContext context) => commands.Rebuild(context, request);

    public override Task<Projection> RetryProjection(RetryProjectionRequest request, ServerCallContext context) => commands.Retry(context, request);
}
