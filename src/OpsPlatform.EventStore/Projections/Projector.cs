namespace OpsPlatform.EventStore;

/// <summary>
/// Moves projections on, a batch at a time. Any number of them may work on the same one, on any node: the position in the database lets one win
/// and the others write nothing.
/// </summary>
/// <param name="batchSize">How many positions a batch covers at most. A batch and its documents are in memory.</param>
public sealed class Projector(PostgresEventStore store, IReadOnlyCollection<Projection> projections, TimeProvider time, int batchSize = 2000)
{
    public IReadOnlyCollection<Projection> Projections { get; } =
        projections.CountBy(projection => projection.Name).FirstOrDefault(count => count.Value > 1).Key is { } repeated
            ? throw new ArgumentException($"Two projections are called '{repeated}'.", nameof(projections))
            : projections;

    /// <summary>Whether this program has something to do there. What a newer program has made is left to it.</summary>
    public static bool HasWork(ProjectionProgress progress, Projection projection) =>
        progress.Head > 0 && (NeedsRebuild(progress, projection)
            || (IsGoing(progress.Served, projection) && progress.Lag > 0)
            || IsGoing(progress.Rebuilt, projection)
            || (progress.Served ?? progress.Rebuilt) is null);

    /// <summary>Does a batch of what there is to do for a projection in a workspace.</summary>
    /// <exception cref="StoreUnavailableException">Nothing of the batch was written.</exception>
    /// <exception cref="OutcomeUnknownException">It was written wholly or not at all, and the next call finds out.</exception>
    public async Task<ProjectionAdvance> AdvanceAsync(string tenant, Projection projection, CancellationToken cancellation = default)
    {
        var progress = (await store.ReadProgressAsync(tenant, [projection.Name], cancellation))[0];
        if (!HasWork(progress, projection))
            return ProjectionAdvance.Nothing;
        if (progress is { Served: null, Rebuilt: null } && progress.Head <= batchSize)
            return await StepAsync(tenant, projection, isServed: true, from: null, progress.Head, cancellation);
        if (NeedsRebuild(progress, projection))
        {
            await store.BeginRebuildAsync(tenant, projection, isAsked: false, Now(), request: null, cancellation);
            return new ProjectionAdvance(HasMore: true);
        }

        var served = IsGoing(progress.Served, projection) && progress.Lag > 0
            ? await StepAsync(tenant, projection, isServed: true, progress.Served!.Position, progress.Head, cancellation)
            : ProjectionAdvance.Nothing;
        var rebuilt = IsGoing(progress.Rebuilt, projection)
            ? await RebuildAsync(tenant, projection, progress.Rebuilt!.Position, progress.Head, cancellation)
            : ProjectionAdvance.Nothing;
        return served.And(rebuilt);
    }

    private static bool NeedsRebuild(ProjectionProgress progress, Projection projection) =>
        (progress.Served?.Version ?? 0) < projection.Version && (progress.Rebuilt?.Version ?? 0) < projection.Version;

    private static bool IsGoing(ProjectionBuild? build, Projection projection) => build is { Error: null } && build.Version == projection.Version;

    private async Task<ProjectionAdvance> RebuildAsync(string tenant, Projection projection, long from, long head, CancellationToken cancellation)
    {
        if (from < head)
        {
            var step = await StepAsync(tenant, projection, isServed: false, from, head, cancellation);
            return step with { HasMore = step.Stopped is null };
        }

        var isSwapped = await store.SwapAsync(tenant, projection, from, Now(), cancellation);
        return new ProjectionAdvance(HasMore: !isSwapped, IsSwapped: isSwapped);
    }

    private async Task<ProjectionAdvance> StepAsync(string tenant, Projection projection, bool isServed, long? from, long head, CancellationToken cancellation)
    {
        for (var to = Math.Min(head, (from ?? 0) + batchSize); ;)
        {
            var window = await store.ReadWindowAsync(tenant, from ?? 0, to, projection, cancellation);
            var (documents, poison) = await new EventFold(store, projection, tenant, isServed).RunAsync(window, cancellation);
            var error = poison?.Error(Now());
            var step = new ProjectionStep(tenant, projection, isServed, from, poison?.Position - 1 ?? to, documents, error, Now());
            try
            {
                // Who was slower than another runner sees in the next batch where that one has come to.
                if (!await store.CommitAsync(step, cancellation))
                    return new ProjectionAdvance(HasMore: true);
                return new ProjectionAdvance(HasMore: error is null && step.To < head, window.Events.Count(stored => stored.Position <= step.To), error);
            }
            catch (UnstorableDocumentException e)
            {
                // Found by halves, so that it is the event's own and not its neighbours' misfortune.
                if (step.To - (from ?? 0) > 1)
                    to = (from ?? 0) + (step.To - (from ?? 0)) / 2;
                else
                    return await StopAsync(step with { To = from ?? 0 }, window.Events[0], e, cancellation);
            }
        }
    }

    private async Task<ProjectionAdvance> StopAsync(ProjectionStep step, StoredEvent stored, UnstorableDocumentException cause, CancellationToken cancellation)
    {
        var error = new PoisonEvent(stored.Position, stored.Id, StoredType.SnakeCase(stored.Data.Descriptor.Name), cause).Error(step.Time);
        var isStopped = await store.CommitAsync(step with { Documents = new ProjectedDocuments(step.Tenant), Error = error }, cancellation);
        return isStopped ? new ProjectionAdvance(HasMore: false, Stopped: error) : new ProjectionAdvance(HasMore: true);
    }

    private DateTimeOffset Now() => time.GetUtcNow();
}
