using OpsPlatform.EventStore;
using OpsPlatform.Server.Health;

namespace OpsPlatform.Server.Projections;

/// <summary>Tells operators what projections come to: in the log, and in the health of their service.</summary>
internal sealed class ProjectionReports(ServingState serving, ILogger<ProjectionReports> log)
{
    private static readonly string Service = OpsPlatform.Projections.V1.ProjectionService.Descriptor.FullName;

    public void Advanced(string workspace, Projection projection, ProjectionAdvance advance)
    {
        if (advance.IsSwapped)
            ServerLog.ProjectionRebuilt(log, projection.Name, workspace);
        if (advance.Stopped is not { } error)
            return;
        ServerLog.ProjectionStopped(log, projection.Name, error.Position, workspace, error.Message.TrimEnd('.'));
        serving.SetFailing(Service, failing: true);
    }

    public void Failed(string workspace, Projection projection, Exception exception)
    {
        var work = $"{projection.Name} of {workspace}";
        if (exception is StoreUnavailableException or OutcomeUnknownException)
            ServerLog.WorkPostponed(log, work, exception.InnerException?.Message ?? exception.Message);
        else
            ServerLog.WorkFailed(log, exception, work);
    }

    public void Scanned(IEnumerable<ProjectionProgress> behind) => serving.SetFailing(Service, behind.Any(progress => progress.Error is not null));
}
