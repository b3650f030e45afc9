using System.Diagnostics.Metrics;

namespace OpsPlatform.EventStore;

/// <summary>What operators watch: how far behind projections are, how many have stopped, and how much they do.</summary>
internal sealed class ProjectionMetrics : IDisposable
{
    private readonly Meter _meter = new(EventFeed.MeterName);
    private readonly string[] _names;
    private readonly Counter<long> _events;
    private readonly Counter<long> _batches;
    private IReadOnlyList<ProjectionProgress> _behind = [];

    public ProjectionMetrics(IEnumerable<Projection> projections)
    {
        _names = [.. projections.Select(projection => projection.Name)];
        _events = _meter.CreateCounter<long>("opsplatform.projection.events", "{event}", "Events that were folded into documents.");
        _batches = _meter.CreateCounter<long>("opsplatform.projection.batches", "{batch}", "Batches that were committed.");
        _meter.CreateObservableGauge("opsplatform.projection.lag", () => ByName(progress => progress.Lag), "{event}", "Events that the documents that are read lack, of all workspaces.");
        _meter.CreateObservableGauge("opsplatform.projection.stopped", () => ByName(progress => progress.Error is null ? 0 : 1), "{workspace}", "Workspaces in which the projection has stopped before an event.");
    }

    public void Set(IReadOnlyList<ProjectionProgress> behind) => _behind = behind;

    public void Count(string projection, ProjectionAdvance advance)
    {
        _batches.Add(1, Tag(projection));
        _events.Add(advance.Events, Tag(projection));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string projection) => new("projection", projection);

    private IEnumerable<Measurement<long>> ByName(Func<ProjectionProgress, long> value)
    {
        var sums = _behind.ToLookup(progress => progress.Name, value);
        return _names.Select(name => new Measurement<long>(sums[name].Sum(), Tag(name)));
    }
}
