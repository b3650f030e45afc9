using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Projections;

/// <summary>Moves projections on wherever something has happened.</summary>
internal sealed class ProjectionWork(ProjectionRunner runner) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runner.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is wholly committed or not at all.
        }
    }
}
