using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Server.Quotas;

/// <summary>The quotas of all who have called this node. Which limits hold is read anew every second, beside the calls.</summary>
internal sealed class QuotaBook(IOptions<QuotaOptions> options, PostgresEventStore store, TimeProvider time, ILogger<QuotaBook> log)
{
    private readonly QuotaOptions _defaults = options.Value;
    private readonly ConcurrentDictionary<string, CallerQuotas> _clients = new();
    private readonly ConcurrentDictionary<string, CallerQuotas> _workspaces = new();
    private FrozenDictionary<string, Quota> _own = FrozenDictionary<string, Quota>.Empty;

    /// <summary>Open streams of all clients.</summary>
    public CallerQuotas Node { get; } = new() { MostStreams = options.Value.NodeStreams };

    public CallerQuotas Client(string clientId) => _clients.TryGetValue(clientId, out var client) ? client : _clients.GetOrAdd(clientId, id => Limited(new(), $"clients/{id}").Caller);

    public CallerQuotas Workspace(string workspaceId) => _workspaces.TryGetValue(workspaceId, out var workspace) ? workspace : _workspaces.GetOrAdd(workspaceId, id => Limited(new(), $"workspaces/{id}").Caller);

    public GroupUse Group(string clientId, CallerQuotas client, string group) =>
        client.Groups.TryGetValue(group, out var use) ? use : client.Groups.GetOrAdd(group, name => new GroupUse { Daily = Daily($"clients/{clientId}", name, null) });

    /// <summary>Reads the limits anew, and gives back what is idle or, of limits that no longer hold, all.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var own = new Dictionary<string, Quota>();
        await foreach (var quota in store.EnumerateDocumentsAsync<Quota>(WorkspaceDecider.Platform, cancellation: cancellation))
            own[QuotaDecider.Subject(quota.Name)] = quota;
        Volatile.Write(ref _own, own.ToFrozenDictionary());

        foreach (var (subject, caller) in Callers)
        {
            foreach (var former in Limited(caller, subject).Former)
                await former.GiveBackAsync(all: true, cancellation);
        }
    }

    public async Task GiveBackAsync(bool all, CancellationToken cancellation)
    {
        foreach (var quota in Callers.SelectMany(caller => caller.Caller.Shared))
            await quota.GiveBackAsync(all, cancellation);
    }

    /// <summary>Adds what was counted since the last time to what is stored.</summary>
    public async Task StoreUsageAsync(CancellationToken cancellation)
    {
        var counts = new List<(string Client, string Group, long Calls, long Refused, GroupUse Use)>();
        foreach (var (client, caller) in _clients)
        {
            foreach (var (group, use) in caller.Groups)
            {
                if (use.Collect() is var (calls, refused) && calls + refused > 0)
                    counts.Add((client, group, calls, refused, use));
            }
        }

        if (counts.Count == 0)
            return;
        try
        {
            await store.AddUsageAsync([.. counts.Select(count => (count.Client, count.Group, count.Calls, count.Refused))], cancellation);
        }
        catch
        {
            foreach (var (_, _, calls, refused, use) in counts)
                use.Return(calls, refused);
            throw;
        }
    }

    private IEnumerable<(string Subject, CallerQuotas Caller)> Callers =>
        _clients.Select(client => ($"clients/{client.Key}", client.Value)).Concat(_workspaces.Select(workspace => ($"workspaces/{workspace.Key}", workspace.Value)));

    /// <summary>Sets the limits that hold now. What has not changed keeps its share.</summary>
    private (CallerQuotas Caller, IReadOnlyList<SharedQuota> Former) Limited(CallerQuotas caller, string subject)
    {
        var own = Volatile.Read(ref _own).GetValueOrDefault(subject);
        var isClient = subject.StartsWith("clients/", StringComparison.Ordinal);
        var (perSecond, burst) = own is { HasPerSecond: true } ? (own.PerSecond, own.Burst)
            : isClient ? (_defaults.ClientPerSecond, _defaults.ClientBurst) : (_defaults.WorkspacePerSecond, _defaults.WorkspaceBurst);
        var before = caller.Shared.ToArray();
        caller.Rate = Shared($"{subject}/rate", perSecond == 0 ? null : new Limit(burst > 0 ? burst : perSecond, perSecond), caller.Rate);
        caller.MostStreams = own is { HasStreams: true } ? own.Streams : isClient ? _defaults.ClientStreams : 0;
        foreach (var (group, use) in caller.Groups)
            use.Daily = Daily(subject, group, use.Daily);
        return (caller, [.. before.Except(caller.Shared)]);
    }

    private SharedQuota? Daily(string subject, string group, SharedQuota? before)
    {
        var own = Volatile.Read(ref _own).GetValueOrDefault(subject)?.Daily.FirstOrDefault(daily => daily.Group == group);
        var calls = own?.Calls ?? _defaults.Daily.GetValueOrDefault(group);
        return Shared($"{subject}/daily/{group}", calls == 0 ? null : new Limit(calls, 0), before);
    }

    private SharedQuota? Shared(string name, Limit? limit, SharedQuota? before) =>
        limit is null ? null
        : before?.Limit == limit ? before
        : new SharedQuota(name, limit, store, time, problem => ServerLog.QuotaUnshared(log, name, problem.InnerException?.Message ?? problem.Message));
}
