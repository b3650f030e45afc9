using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Commands;

/// <summary>The one loop that writes: load, decide, append, and again when another node was faster.</summary>
internal sealed class CommandRunner<TRoot>(AggregateType<TRoot> type, PostgresEventStore store, StreamGates gates, TimeProvider time)
    where TRoot : class, IMessage<TRoot>, new()
{
    /// <summary>Conflicts come from other nodes only; whoever loses this often meets a stream that many nodes write at once.</summary>
    private const int MostAttempts = 20;

    /// <summary>Runs a call's command and answers from the state that it made, or would have made.</summary>
    public async Task<TAnswer> Run<TRequest, TAnswer>(ServerCallContext context, TRequest request, Decide<TRoot, TRequest> decide, Func<Aggregate<TRoot>, TAnswer> answer)
        where TRequest : IMessage
        where TAnswer : IMessage
    {
        var call = RpcCall.Of(context);
        var (method, caller) = (call.Method, call.Caller!);
        var workspace = call.Workspace;
        var subject = method.Creates ? method.Created(request, NewId) : method.Target(request)!.Value;
        var work = new Work(workspace, subject.Stream, subject.Child.Length == 0 ? [] : [subject.Child])
        {
            Headers = new EventHeaders(caller.Principal, caller.ClientId, method.RequestId(request), Activity.Current?.TraceId.ToString() ?? ""),
            Id = subject.Id[(subject.Id.LastIndexOf('/') + 1)..],
            Check = aggregate => Check(aggregate, subject, method.Creates, method.Etag(request)),
            Decide = (aggregate, decision) => decide(aggregate, request, decision),
            Record = aggregate => call.Request is { } key ? new RequestRecord(caller.ClientId, key.Id, method.FullName, key.Fingerprint, answer(aggregate).ToByteArray()) : null,
            ValidateOnly = method.ValidateOnly(request),
        };
        return answer(await Run(work, context.CancellationToken));
    }

    /// <summary>Runs a command of the platform's own.</summary>
    public Task Run(string workspace, string stream, IReadOnlyList<string> children, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        Run(new Work(workspace, stream, children) { Headers = new EventHeaders(Principals.System), Decide = decide }, cancellation);

    private async Task<Aggregate<TRoot>> Run(Work work, CancellationToken cancellation)
    {
        using var gate = await gates.EnterAsync(work.Workspace, work.Stream, cancellation);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var keys = work.Children.Select(child => type.Document(work.Stream, child)).ToArray();
            var state = await store.LoadAsync<TRoot>(work.Workspace, work.Stream, keys, cancellation);
            var aggregate = type.Restore($"workspaces/{work.Workspace}/{work.Stream}", state);
            work.Check(aggregate);

            var now = Now();
            var events = work.Decide(aggregate, new DecisionContext(now, work.Headers.Actor, work.Id, NewId)).ToArray();
            foreach (var message in events)
                type.Apply(aggregate, new Recorded(message, aggregate.Version + 1, now));
            if (work.ValidateOnly)
                return aggregate;

            var record = work.Record(aggregate);
            if (events.Length == 0 && record is null)
                return aggregate;
            var append = new Append(work.Workspace, now, work.Headers)
            {
                Streams = events.Length == 0 ? [] : [new StreamAppend(work.Stream, type.StreamType, state.Version, events)],
                Documents = events.Length == 0 ? [] : type.Documents(work.Stream, aggregate),
                Request = record,
            };
            switch (await store.AppendAsync(append, cancellation))
            {
                case AppendResult.Committed:
                    return aggregate;
                case AppendResult.RequestAlreadyHandled:
                    throw new RequestHandledException();
            }
        }

        throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", MostAttempts));
    }

    private static void Check(Aggregate<TRoot> aggregate, ResourceName subject, bool creates, string etag)
    {
        var exists = aggregate.Version > 0;
        IMessage? named = exists ? aggregate.Root : null;
        if (subject.Child.Length > 0)
        {
            if (!exists)
                throw new Refusal(ErrorReason.ResourceNotFound, "");
            named = aggregate.Find<IMessage>(subject.Child);
        }

        if (creates && named is not null)
            throw new Refusal(ErrorReason.ResourceAlreadyExists, "", ("name", $"{aggregate.Name}{(subject.Child.Length > 0 ? "/" : "")}{subject.Child}"));
        if (!creates && named is null)
            throw new Refusal(ErrorReason.ResourceNotFound, "");

        // What creates a child speaks of its parent's version.
        var current = (string?)(named ?? aggregate.Root).Descriptor.FindFieldByName("etag")?.Accessor.GetValue(named ?? aggregate.Root) ?? "";
        if (etag.Length > 0 && etag != current)
            throw new Refusal(ErrorReason.EtagMismatch, "etag", ("given", etag), ("current", current));
    }

    /// <summary>PostgreSQL keeps microseconds: a finer time would not be the same after it was stored.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("D", CultureInfo.InvariantCulture);

    private sealed record Work(string Workspace, string Stream, IReadOnlyList<string> Children)
    {
        public required EventHeaders Headers { get; init; }

        public string Id { get; init; } = "";

        public Action<Aggregate<TRoot>> Check { get; init; } = _ => { };

        public required Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> Decide { get; init; }

        public Func<Aggregate<TRoot>, RequestRecord?> Record { get; init; } = _ => null;

        public bool ValidateOnly { get; init; }
    }
}

internal static class Principals
{
    /// <summary>The platform itself.</summary>
    public const string System = "system";
}
