namespace OpsPlatform.EventStore;

/// <summary>Folds a window of events into a projection's documents.</summary>
internal sealed class EventFold(PostgresEventStore store, Projection projection, string tenant, bool isServed)
{
    /// <summary>The documents with all events in them, or with those before the one that cannot be folded.</summary>
    public async Task<(ProjectedDocuments Documents, PoisonEvent? Poison)> RunAsync(EventWindow window, CancellationToken cancellation)
    {
        var poison = window.Unreadable;
        var count = window.Events.Count;
        while (true)
        {
            var documents = new ProjectedDocuments(tenant);
            if (TryAll(window.Events, count, stored => Expect(documents, stored)) is { } unroutable)
            {
                (count, poison) = unroutable;
                continue;
            }

            await store.LoadAsync(tenant, isServed, documents, cancellation);
            if (TryAll(window.Events, count, stored => Project(documents, stored)) is not { } failed)
                return (documents, poison);

            // What the failed one has done to documents before it failed cannot be told apart: everything before it is done anew.
            (count, poison) = failed;
        }
    }

    /// <summary>How many were done before one threw, or null when none did.</summary>
    private static (int Count, PoisonEvent Poison)? TryAll(IReadOnlyList<StoredEvent> events, int count, Action<StoredEvent> action)
    {
        for (var i = 0; i < count; i++)
        {
            try
            {
                action(events[i]);
            }
            catch (Exception e)
            {
                return (i, new PoisonEvent(events[i].Position, events[i].Id, StoredType.SnakeCase(events[i].Data.Descriptor.Name), e));
            }
        }

        return null;
    }

    private void Expect(ProjectedDocuments documents, StoredEvent stored)
    {
        foreach (var key in projection.Concerned(stored))
            documents.Expect(key);
    }

    private void Project(ProjectedDocuments documents, StoredEvent stored)
    {
        documents.BeginAt(stored.Position);
        projection.Project(documents, stored);
    }
}
