using Grpc.Core;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Client;

/// <summary>The list of <see cref="ProjectionService"/> as an enumeration; see <see cref="Lists"/> for how pages are read.</summary>
public static class ProjectionLists
{
    /// <summary>The projections of a workspace.</summary>
    public static IAsyncEnumerable<Projection> EnumerateProjectionsAsync(
        this ProjectionService.ProjectionServiceClient projections, ListProjectionsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(projections.ListProjectionsAsync, request, page => page.Projections, options, cancellationToken);
}
