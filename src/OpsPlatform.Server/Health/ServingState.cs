using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Health;

/// <summary>Whether this node takes calls: while its database answers and it is not shutting down. All services share one fate.</summary>
internal sealed class ServingState(IEnumerable<string> services)
{
    private readonly HashSet<string> _services = [.. services, ""];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServingStatus _status = ServingStatus.NotServing;

    /// <summary>The status, and what completes when there is another; null once there will be no other.</summary>
    public (ServingStatus Status, Task? Next) Current
    {
        get
        {
            lock (_lock)
                return (_status, _stopped.Task.IsCompleted ? null : _changed.Task);
        }
    }

    /// <summary>Completes when the server shuts down.</summary>
    public Task Stopped => _stopped.Task;

    public bool Knows(string service) => _services.Contains(service);

    /// <summary>Whether this changed anything. Once stopped, a server does not come back.</summary>
    public bool Set(bool serving)
    {
        lock (_lock)
        {
            var status = serving ? ServingStatus.Serving : ServingStatus.NotServing;
            if (status == _status || _stopped.Task.IsCompleted)
                return false;
            _status = status;
            Announce();
            return true;
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _status = ServingStatus.NotServing;
            _stopped.TrySetResult();
            Announce();
        }
    }

    private void Announce()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
