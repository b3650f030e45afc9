using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Health;

/// <summary>Whether this node takes calls: while its database answers and it is not shutting down. All services share one fate, except those that fail by themselves.</summary>
internal sealed class ServingState(IEnumerable<string> services)
{
    private readonly HashSet<string> _services = [.. services, ""];
    private readonly HashSet<string> _failing = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServingStatus _status = ServingStatus.NotServing;

    /// <summary>A service's status, and what completes when there may be another; null once there will be no other.</summary>
    public (ServingStatus Status, Task? Next) Of(string service)
    {
        lock (_lock)
            return (_failing.Contains(service) ? ServingStatus.NotServing : _status, _stopped.Task.IsCompleted ? null : _changed.Task);
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

    /// <summary>Marks one service as failing, whatever the others do.</summary>
    public void SetFailing(string service, bool failing)
    {
        lock (_lock)
        {
            if (failing ? _failing.Add(service) : _failing.Remove(service))
                Announce();
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
