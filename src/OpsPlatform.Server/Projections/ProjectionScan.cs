using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Projections;

/// <summary>Compares positions once a second, for what nobody was woken for, and for what operators watch.</summary>
internal sealed class ProjectionScan(ProjectionRunner runner, ProjectionReports reports, TimeProvider time, ILogger<ProjectionScan> log) : PeriodicWork(TimeSpan.FromSeconds(1), time, log)
{
    public override async Task RunOnceAsync(CancellationToken cancellation) => reports.Scanned(await runner.ScanAsync(cancellation));
}
