using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Commands;

/// <summary>
/// The one loop that writes: decide on the stream as it is known, append, and again from the store when another node was faster. Calls on one stream
/// decide one after another without waiting for the commits in between; none is answered before everything that it was decided on is stored.
/// </summary>
internal sealed class CommandRunner<TRoot>(AggregateType<TRoot> type, PostgresEventStore store, LiveStreams streams, TimeProvider time)
    where TRoot : class, IMessage<TRoot>, new()
{
    /// <summary>Conflicts come from other nodes only; whoever loses this often meets a stream that many nodes write at once.</summary>
    private const int MostAttempts = 20;

    /// <summary>Runs a call's command and answers from the state that it made, or would have made.</summary>
    /// <param name="metrics">Values that are stored with the events, if there are any events.</param>
    public async Task<TAnswer> Run<TRequest, TAnswer>(
        ServerCallContext context, TRequest request, Decide<TRoot, TRequest> decide, Func<Aggregate<TRoot>, TAnswer> answer, IReadOnlyList<MetricValueRow>? metrics = null)
        where TRequest : IMessage
        where TAnswer : IMessage
    {
        var call = RpcCall.Of(context);
        var (method, caller) = (call.Method, call.Caller!);
        var workspace = call.Workspace;
        var made = false;
        var subject = method.Creates ? method.Created(request, () => (made = true, Id: NewId()).Id) : method.Target(request)!.Value;

        // Nobody else has an id that was made just now: there is no child to look for.
        var work = new Work(workspace, subject.Stream, subject.Child.Length == 0 || made ? [] : [subject.Child])
        {
            Headers = new EventHeaders(caller.Principal, caller.ClientId, method.RequestId(request), Activity.Current?.TraceId.ToString() ?? "", Origin(context)),
            Id = subject.Id.LastId(),
            Check = aggregate => Check(aggregate, subject, method, method.Etag(request)),
            Decide = (aggregate, decision) => decide(aggregate, request, decision),
            Record = aggregate => call.Request is { } key ? new RequestRecord(caller.ClientId, key.Id, method.FullName, key.Fingerprint, answer(aggregate).ToByteArray()) : null,
            ValidateOnly = method.ValidateOnly(request),
            Metrics = metrics,
        };
        return answer(await Run(work, context.CancellationToken));
    }

    /// <summary>Runs a command of the platform's own.</summary>
    public Task Run(string workspace, string stream, IReadOnlyList<string> children, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        Run(new Work(workspace, stream, children) { Headers = new EventHeaders(Principals.System), Decide = decide }, cancellation);

    /// <summary>Runs a command of the platform's own on somebody's behalf.</summary>
    public Task Run(string workspace, string stream, EventHeaders headers, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        Run(new Work(workspace, stream, []) { Headers = headers, Decide = decide }, cancellation);

    private async Task<Aggregate<TRoot>> Run(Work work, CancellationToken cancellation)
    {
        StreamState<TRoot>? loaded = null;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var stream = streams.Get(work.Workspace, work.Stream, () => new LiveStream<TRoot>(type, work.Workspace, work.Stream));
            Decision? decision;
            lock (stream)
                decision = TryDecide(stream, work, loaded, cancellation);
            while (decision is null)
            {
                loaded = await LoadAsync(stream, work, isRepeated: loaded is not null, cancellation);
                lock (stream)
                    decision = TryDecide(stream, work, loaded, cancellation);
            }

            if (await IsStored(stream, decision))
                return decision.Refusal is null ? decision.Aggregate! : throw decision.Refusal;
            loaded = null;
        }

        throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", MostAttempts));
    }

    /// <summary>Null when the stream has to be loaded first.</summary>
    private Decision? TryDecide(LiveStream<TRoot> stream, Work work, StreamState<TRoot>? loaded, CancellationToken cancellation)
    {
        if (stream.Find(work.Children, loaded) is not { } aggregate)
            return null;

        var version = aggregate.Version;
        var now = Now();
        IMessage[] events;
        try
        {
            work.Check(aggregate);
            events = [.. work.Decide(aggregate, new DecisionContext(now, work.Headers.Actor, work.Id, NewId))];
        }
        catch (Refusal refusal)
        {
            return Unstored(loaded, new Decision(stream.Lineage, stream.Tail) { Refusal = refusal });
        }

        foreach (var message in events)
            type.Apply(aggregate, new Recorded(message, aggregate.Version + 1, now));
        var record = work.ValidateOnly ? null : work.Record(aggregate);
        if (work.ValidateOnly || (events.Length == 0 && record is null))
            return Unstored(loaded, new Decision(stream.Lineage, stream.Tail) { Aggregate = aggregate });

        // An answer that changes nothing is put on record too, and with it that the stream is where it was when that was decided.
        var append = store.AppendAsync(
            new Append(work.Workspace, now, work.Headers)
            {
                Streams = [new StreamAppend(work.Stream, type.StreamType, version, events)],
                Documents = events.Length == 0 ? [] : type.Documents(work.Stream, aggregate),
                Metrics = events.Length > 0 && work.Metrics is { } rows ? new MetricWrite(work.Stream, rows) : null,
                Request = record,
                Lineage = stream.Lineage,
            },
            cancellation);
        if (events.Length > 0 && !append.IsFaulted && !append.IsCanceled)
        {
            stream.Advance(aggregate, append);
            streams.Changed(work.Workspace, work.Stream, stream.Bytes);
        }

        return new Decision(stream.Lineage, append) { Aggregate = aggregate, IsAppended = true };
    }

    /// <summary>
    /// What appends nothing is not judged by the store, so it must have been decided on the newest state there was during the call: one that the store
    /// had not gone beyond when this call looked. That a commit has not reported yet does not tell: another node may have built on it already.
    /// </summary>
    private static Decision? Unstored(StreamState<TRoot>? loaded, Decision decision) => loaded is not null ? decision : null;

    private async Task<StreamState<TRoot>> LoadAsync(LiveStream<TRoot> stream, Work work, bool isRepeated, CancellationToken cancellation)
    {
        // What was loaded does not have all that memory has dropped: it is still being committed.
        Task? tail;
        lock (stream)
            tail = isRepeated ? stream.Tail : null;
        if (tail is not null)
            await tail.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return await store.LoadAsync<TRoot>(work.Workspace, work.Stream, [.. work.Children.Select(child => type.Document(work.Stream, child))], cancellation);
    }

    /// <summary>Whether what was decided, and all that it was decided on, is stored. If not, the stream is given up and loaded anew.</summary>
    private static async Task<bool> IsStored(LiveStream<TRoot> stream, Decision decision)
    {
        AppendResult? result = null;
        try
        {
            result = decision.Basis is null ? null : await decision.Basis;
        }
        catch (Exception) when (!decision.IsAppended)
        {
            // The append of another call, which is told of it. This one decides again.
            result = new AppendResult.VersionConflict("");
        }
        finally
        {
            if (result is not AppendResult.Committed && decision.Basis is not null)
            {
                lock (stream)
                    stream.Forget(decision.Lineage);
            }
        }

        if (decision.IsAppended && result is AppendResult.RequestAlreadyHandled)
            throw new RequestHandledException();
        return result is null or AppendResult.Committed;
    }

    private static void Check(Aggregate<TRoot> aggregate, ResourceName subject, RpcMethod method, string etag)
    {
        var exists = aggregate.Version > 0;
        IMessage? named = exists ? aggregate.Root : null;
        if (subject.Child.Length > 0)
        {
            if (!exists)
                throw new Refusal(ErrorReason.ResourceNotFound, "");
            named = aggregate.Find<IMessage>(subject.Child);
        }

        if (method.Creates && named is not null)
            throw new Refusal(ErrorReason.ResourceAlreadyExists, "", ("name", $"{aggregate.Name}{(subject.Child.Length > 0 ? "/" : "")}{subject.Child}"));
        if (!method.Creates && !method.Rule.Upsert && named is null)
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

    private static string? Origin(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress?.ToString();

    private string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("D", CultureInfo.InvariantCulture);

    /// <summary>What was decided, and the append that it stands or falls with: its own, or the one that made the state; null when that was stored before.</summary>
    private sealed record Decision(Lineage Lineage, Task<AppendResult>? Basis)
    {
        public bool IsAppended { get; init; }

        public Aggregate<TRoot>? Aggregate { get; init; }

        public Refusal? Refusal { get; init; }
    }

    private sealed record Work(string Workspace, string Stream, IReadOnlyList<string> Children)
    {
        public required EventHeaders Headers { get; init; }

        public string Id { get; init; } = "";

        public Action<Aggregate<TRoot>> Check { get; init; } = _ => { };

        public required Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> Decide { get; init; }

        public Func<Aggregate<TRoot>, RequestRecord?> Record { get; init; } = _ => null;

        public bool ValidateOnly { get; init; }

        public IReadOnlyList<MetricValueRow>? Metrics { get; init; }
    }
}

internal static class Principals
{
    /// <summary>The platform itself.</summary>
    public const string System = ClientDecider.System;
}
