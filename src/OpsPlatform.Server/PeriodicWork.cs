using OpsPlatform.EventStore;

namespace OpsPlatform.Server;

/// <summary>Work that a node does again and again. A failure is logged and the work tried again at the next turn.</summary>
internal abstract class PeriodicWork(TimeSpan period, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Does what there is to do now.</summary>
    public abstract Task RunOnceAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException or StoreBusyException)
            {
                ServerLog.WorkPostponed(log, GetType().Name, e.InnerException?.Message ?? e.Message);
            }
            catch (Exception e)
            {
                ServerLog.WorkFailed(log, e, GetType().Name);
            }
        }
        while (await Next(timer, stoppingToken));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
