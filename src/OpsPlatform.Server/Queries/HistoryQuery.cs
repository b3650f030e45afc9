using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Queries;

/// <summary>Answers what a resource was at an earlier time, from the events of its stream.</summary>
internal sealed class HistoryQuery(PostgresEventStore store)
{
    private const int Page = 1000;

    public Task<TRoot> AsOf<TRoot>(ServerCallContext context, IMessage request, AggregateType<TRoot> type, Timestamp time)
        where TRoot : class, IMessage<TRoot>, new()
    {
        var call = RpcCall.Of(context);
        return AsOf(call.Workspace, call.Method.Target(request)!.Value.Stream, type, time.ToDateTimeOffset(), context.CancellationToken);
    }

    /// <exception cref="Refusal">It was not there yet.</exception>
    public async Task<TRoot> AsOf<TRoot>(string workspace, string stream, AggregateType<TRoot> type, DateTimeOffset until, CancellationToken cancellation)
        where TRoot : class, IMessage<TRoot>, new()
    {
        var aggregate = new Aggregate<TRoot>(ResourceName.RootOf(workspace, stream));
        var query = new StreamQuery(Page);
        while (true)
        {
            var page = await store.ReadStreamAsync(workspace, stream, query, cancellation);
            foreach (var stored in page.Events)
            {
                if (stored.Time > until)
                    return Existing(aggregate);
                type.Apply(aggregate, new Recorded(stored.Data, stored.Version, stored.Time));
            }

            if (page.NextVersion is null)
                return Existing(aggregate);
            query = query with { AfterVersion = page.NextVersion };
        }
    }

    private static TRoot Existing<TRoot>(Aggregate<TRoot> aggregate)
        where TRoot : class, IMessage<TRoot>, new() => aggregate.Version > 0 ? aggregate.Root : throw new Refusal(ErrorReason.ResourceNotFound, "");
}
