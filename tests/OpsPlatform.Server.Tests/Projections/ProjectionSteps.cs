using OpsPlatform.EventStore;
using OpsPlatform.Projections.V1;
using OpsPlatform.Server.Projections;
using Projection = OpsPlatform.Projections.V1.Projection;

namespace OpsPlatform.Server.Tests.Projections;

internal static class ProjectionSteps
{
    public const string Months = "workspaces/acme/projections/budget-months";
    public const string Purposes = "workspaces/acme/projections/held-purposes";

    /// <summary>Returns when there is nothing that a projection could go on with.</summary>
    public static async Task SettleAsync(this RunningServer server)
    {
        await server.RunOnceAsync<ProjectionScan>();
        await server.Get<ProjectionRunner>().Idle;
        await server.RunOnceAsync<ProjectionScan>();
    }

    public static async Task<Projection> ProjectionAsync(this RunningServer server, string name) => await server.Operator.Projections.GetProjectionAsync(new() { Name = name });
}
