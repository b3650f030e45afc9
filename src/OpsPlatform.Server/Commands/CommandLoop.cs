using System.Globalization;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Commands;

/// <summary>What is decided and stored together, or not at all.</summary>
/// <param name="Parts">Decided on in this order, so that a later part can tell what an earlier one has come to. No stream twice.</param>
internal sealed record Command(string Workspace, EventHeaders Headers, IReadOnlyList<CommandPart> Parts)
{
    /// <summary>The record of the request, made after everything was decided; null when nothing is to be kept.</summary>
    public Func<RequestRecord?> Record { get; init; } = () => null;

    public bool ValidateOnly { get; init; }

    /// <summary>The approval under which it runs, and the permission of whoever gave it; empty for none.</summary>
    public (string Name, string Permission) Approval { get; init; } = ("", "");

    /// <summary>Stored with the first part's events, if there are any.</summary>
    public IReadOnlyList<MetricValueRow>? Metrics { get; init; }

    public DecisionContext Context(DateTimeOffset now, Func<string> newId) =>
        new(now, Headers.Actor, "", newId) { Approval = Approval.Name, ApprovedPermission = Approval.Permission, Objections = ValidateOnly ? [] : null };
}

/// <summary>
/// The one loop that writes: decide on the streams as they are known, append, and again from the store when another node was faster. Calls on one stream
/// decide one after another without waiting for the commits in between; none is answered before everything that it was decided on is stored.
/// </summary>
internal sealed class CommandLoop(PostgresEventStore store, TimeProvider time)
{
    /// <summary>Conflicts come from other nodes only; whoever loses this often meets a stream that many nodes write at once.</summary>
    private const int MostAttempts = 20;

    public async Task RunAsync(Command command, CancellationToken cancellation)
    {
        // Always in the same order, so that two commands on the same streams do not wait for each other.
        var locked = command.Parts.Count == 1 ? command.Parts : [.. command.Parts.OrderBy(part => part.Stream, StringComparer.Ordinal)];
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var part in command.Parts)
                part.Begin();
            var outcome = TryDecide(command, locked);
            for (var isRepeated = false; outcome is null; isRepeated = true)
            {
                await LoadAsync(command, isRepeated, cancellation);
                outcome = TryDecide(command, locked);
            }

            // Whoever leaves does not wait; what was decided comes to its end all the same.
            if (!await IsStored(command, outcome).WaitAsync(cancellation))
                continue;
            if (outcome.Refusal is not null)
                throw outcome.Refusal;
            return;
        }

        throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", MostAttempts));
    }

    /// <summary>Null when the streams have to be loaded first.</summary>
    private Outcome? TryDecide(Command command, IReadOnlyList<CommandPart> locked)
    {
        var entered = 0;
        try
        {
            for (; entered < locked.Count; entered++)
                Monitor.Enter(locked[entered].Gate);
            return TryDecide(command);
        }
        finally
        {
            while (entered > 0)
                Monitor.Exit(locked[--entered].Gate);
        }
    }

    private Outcome? TryDecide(Command command)
    {
        var found = true;
        foreach (var part in command.Parts)
            found &= part.TryFind();
        if (!found)
            return null;

        var now = time.Now();
        try
        {
            var context = command.Context(now, () => Ids.New(time));
            foreach (var part in command.Parts)
                part.Decide(context);
        }
        catch (Refusal refusal)
        {
            return Unstored(command, new Outcome { Refusal = refusal });
        }

        var record = command.ValidateOnly ? null : command.Record();
        StreamAppend[] streams = [.. command.Parts.Select(part => part.ToAppend())];
        if (command.ValidateOnly || (record is null && streams.All(stream => stream.Events.Count == 0)))
            return Unstored(command, new Outcome());

        // An answer that changes nothing is put on record too, and with it that the streams are where they were when that was decided. It is not cancelled
        // with the call: others decide on what it makes.
        var append = store.AppendAsync(
            new Append(command.Workspace, now, command.Headers)
            {
                Streams = streams,
                Documents = [.. command.Parts.SelectMany(part => part.Documents())],
                Metrics = streams[0].Events.Count > 0 && command.Metrics is { } rows ? new MetricWrite(streams[0].Stream, rows) : null,
                Request = record,
                Lineages = [.. command.Parts.Select(part => part.Lineage)],
            },
            CancellationToken.None);
        if (!append.IsFaulted)
        {
            foreach (var part in command.Parts)
                part.Advance(append);
        }

        return new Outcome { Append = append };
    }

    /// <summary>
    /// What appends nothing is not judged by the store, so it must have been decided on the newest state there was during the call: one that the store
    /// had not gone beyond when this call looked. That a commit has not reported yet does not tell: another node may have built on it already.
    /// </summary>
    private static Outcome? Unstored(Command command, Outcome outcome) => command.Parts.All(part => part.IsLoaded) ? outcome : null;

    private async Task LoadAsync(Command command, bool isRepeated, CancellationToken cancellation)
    {
        // What was loaded does not have all that memory has dropped: it is still being committed.
        if (isRepeated)
        {
            foreach (var part in command.Parts)
                await part.SettledAsync(cancellation);
        }

        CommandPart[] missing = [.. command.Parts.Where(part => !part.IsFound)];
        await Task.WhenAll((missing.Length > 0 ? missing : command.Parts.Where(part => !part.IsLoaded)).Select(part => part.LoadAsync(store, cancellation)));
    }

    /// <summary>Whether what was decided, and all that it was decided on, is stored. If not, the streams are given up and loaded anew.</summary>
    private static async Task<bool> IsStored(Command command, Outcome outcome)
    {
        if (outcome.Append is not null)
            return await IsAppended(command, outcome.Append);

        var stored = true;
        foreach (var part in command.Parts)
            stored &= await part.IsBasisStored();
        return stored;
    }

    private static async Task<bool> IsAppended(Command command, Task<AppendResult> append)
    {
        AppendResult? result = null;
        try
        {
            result = await append;
        }
        finally
        {
            if (result is not AppendResult.Committed)
            {
                foreach (var part in command.Parts)
                    part.Forget();
            }
        }

        return result is AppendResult.RequestAlreadyHandled ? throw new RequestHandledException() : result is AppendResult.Committed;
    }

    /// <summary>What was decided: an append, or none because nothing is to be stored.</summary>
    private sealed record Outcome
    {
        public Task<AppendResult>? Append { get; init; }

        public Refusal? Refusal { get; init; }
    }
}

internal static class Ids
{
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("D", CultureInfo.InvariantCulture);
}
