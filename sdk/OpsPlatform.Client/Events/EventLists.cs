using Grpc.Core;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="EventService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class EventLists
{
    /// <summary>What has happened in a workspace.</summary>
    public static IAsyncEnumerable<Event> EnumerateEventsAsync(
        this EventService.EventServiceClient events, ListEventsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(events.ListEventsAsync, request, page => page.Events, options, cancellationToken);
}
