using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Quotas;

/// <summary>Keeps a node's quotas in step with the others': limits, idle shares and usage, every second, and all of it once more at the end.</summary>
internal sealed class QuotaWork(QuotaBook quotas, TimeProvider time, ILogger<QuotaWork> log) : PeriodicWork(TimeSpan.FromSeconds(1), time, log)
{
    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        await quotas.StoreUsageAsync(cancellation);
        await quotas.RefreshAsync(cancellation);
        await quotas.GiveBackAsync(all: false, cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await quotas.StoreUsageAsync(cancellationToken);
            await quotas.GiveBackAsync(all: true, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException or StoreBusyException or OperationCanceledException)
        {
            ServerLog.WorkPostponed(_log, nameof(QuotaWork), e.InnerException?.Message ?? e.Message);
        }
    }
}
