using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>
/// A node's leases, all held by one session of its own; one instance per node. A name is held by one at a time, over all nodes of the database
/// and within each.
/// </summary>
public sealed class Leases(NpgsqlDataSource database, LeaseOptions options, TimeProvider time)
{
    /// <summary>A database that is silent for longer may have given the leases to others.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<(string Name, TaskCompletionSource<Lease> Granted)> _wanted = [];
    private readonly Dictionary<string, Lease> _held = [];
    private readonly Queue<(string Name, TaskCompletionSource Done)> _givenBack = new();
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Waits until the lease is free and takes it. While <see cref="RunAsync"/> does not run, that is for ever.</summary>
    public async Task<Lease> AcquireAsync(string name, CancellationToken cancellation)
    {
        var granted = new TaskCompletionSource<Lease>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _wanted.Add((name, granted));
        Wake();
        await using var leaving = cancellation.Register(() => granted.TrySetCanceled(cancellation));
        try
        {
            return await granted.Task;
        }
        finally
        {
            lock (_lock)
                _wanted.Remove((name, granted));
        }
    }

    /// <summary>Competes for what is wanted and holds what it got until cancelled, over any loss of its session; then gives all back.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        OwnSession.LastingAsync(opened => HoldAsync(opened, cancellation), options.OnDisconnected, time, cancellation);

    internal Task ReleaseAsync(Lease lease)
    {
        var done = NewSignal();
        lock (_lock)
        {
            if (!_held.TryGetValue(lease.Name, out var held) || held != lease)
                return Task.CompletedTask;
            _givenBack.Enqueue((lease.Name, done));
        }

        Wake();
        return done.Task;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Changed()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted)
                _changed = NewSignal();
            return _changed.Task;
        }
    }

    private void Wake()
    {
        lock (_lock)
            _changed.TrySetResult();
    }

    private async Task HoldAsync(Action onReady, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        await using var session = await OwnSession.OpenAsync(database, "ops leases", LeaseSession.Settings, cancellation);
        try
        {
            var leases = new LeaseSession(session, options.Holder);
            for (var tick = Task.CompletedTask; ;)
            {
                if (tick.IsCompleted)
                    tick = timer.WaitForNextTickAsync(cancellation).AsTask();
                var changed = Changed();
                await InTimeAsync(GiveBackAsync(leases));
                await InTimeAsync(TakeAsync(leases, cancellation));
                onReady();
                await OwnSession.AttendAsync(session, Task.WhenAny(tick, changed), cancellation);
            }
        }
        finally
        {
            // Before the session is closed, and its locks with it.
            await LoseAllAsync();
        }
    }

    /// <summary>The driver's own limit comes too late: it first asks the database to cancel, and waits for that.</summary>
    private async Task InTimeAsync(Task statements)
    {
        try
        {
            await statements.WaitAsync(LongestAnswer);
        }
        catch (TimeoutException)
        {
            await LoseAllAsync();
            await statements;
            throw;
        }
    }

    private async Task GiveBackAsync(LeaseSession session)
    {
        while (true)
        {
            (string Name, TaskCompletionSource Done) next;
            lock (_lock)
            {
                if (!_givenBack.TryPeek(out next))
                    return;
            }

            await session.UnlockAsync(next.Name, CancellationToken.None);
            lock (_lock)
            {
                _givenBack.Dequeue();
                _held.Remove(next.Name);
            }

            next.Done.SetResult();
        }
    }

    private async Task TakeAsync(LeaseSession session, CancellationToken cancellation)
    {
        string[] names;
        lock (_lock)
            names = [.. _wanted.Where(want => !want.Granted.Task.IsCompleted && !_held.ContainsKey(want.Name)).Select(want => want.Name).Distinct()];
        foreach (var name in await session.TryLockAsync(names, cancellation))
        {
            if (await session.TryCountAsync(name, cancellation) is not { } fence || !Grant(name, fence))
                await session.UnlockAsync(name, cancellation);
        }
    }

    /// <summary>False when whoever wanted it has left meanwhile.</summary>
    private bool Grant(string name, long fence)
    {
        var lease = new Lease(this, name, fence);
        lock (_lock)
        {
            _held.Add(name, lease);
            if (_wanted.Any(want => want.Name == name && want.Granted.TrySetResult(lease)))
                return true;
            _held.Remove(name);
            return false;
        }
    }

    private async Task LoseAllAsync()
    {
        Lease[] lost;
        lock (_lock)
        {
            lost = [.. _held.Values];
            _held.Clear();
            while (_givenBack.TryDequeue(out var next))
                next.Done.SetResult();
        }

        foreach (var lease in lost)
            await lease.LoseAsync();
    }
}
