namespace OpsPlatform.Server;

/// <summary>Everything that the server logs itself, numbered.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} {Code} {Reason} in {DurationMs:0.0} ms for {Client} in {Workspace}, request {RequestId}, replayed {Replayed}")]
    public static partial void CallEnded(ILogger log, string method, string code, string reason, double durationMs, string client, string workspace, string requestId, bool replayed);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed by a defect of the server, trace {Trace}")]
    public static partial void CallFailed(ILogger log, Exception exception, string method, string trace);

    [LoggerMessage(3, LogLevel.Warning, "{Method} refused, the database is unavailable: {Problem}")]
    public static partial void StoreUnavailable(ILogger log, string method, string problem);

    [LoggerMessage(4, LogLevel.Warning, "{Method} ended with an unknown outcome: the connection broke during the commit")]
    public static partial void OutcomeUnknown(ILogger log, string method);

    [LoggerMessage(5, LogLevel.Information, "{Count} reservations expired in {Stream} of {Workspace}")]
    public static partial void ReservationsExpired(ILogger log, int count, string stream, string workspace);

    [LoggerMessage(6, LogLevel.Warning, "The periodic work {Work} could not be done and will be tried again: {Problem}")]
    public static partial void WorkPostponed(ILogger log, string work, string problem);

    [LoggerMessage(7, LogLevel.Error, "The periodic work {Work} failed by a defect of the server")]
    public static partial void WorkFailed(ILogger log, Exception exception, string work);

    [LoggerMessage(8, LogLevel.Information, "{Count} request records older than {Days} days deleted")]
    public static partial void RequestsForgotten(ILogger log, int count, int days);

    [LoggerMessage(9, LogLevel.Warning, "The database has become unavailable: {Problem}")]
    public static partial void DatabaseLost(ILogger log, string problem);

    [LoggerMessage(10, LogLevel.Information, "The database is there, calls are served")]
    public static partial void DatabaseThere(ILogger log);

    [LoggerMessage(50, LogLevel.Information, "This node does {Work} for all nodes now, as its holder number {Fence}")]
    public static partial void LeaseTaken(ILogger log, string work, long fence);

    [LoggerMessage(51, LogLevel.Warning, "This node has lost {Work}, which it did as holder number {Fence}; another node may do it now")]
    public static partial void LeaseLost(ILogger log, string work, long fence);

    [LoggerMessage(52, LogLevel.Warning, "A session that follows the other nodes' commits was lost and is opened again; meanwhile they are seen later: {Problem}")]
    public static partial void FeedDisconnected(ILogger log, string problem);

    [LoggerMessage(53, LogLevel.Warning, "The session that holds this node's leases was lost and is opened again: {Problem}")]
    public static partial void LeasesDisconnected(ILogger log, string problem);

    [LoggerMessage(55, LogLevel.Warning, "The quota {Quota} cannot be shared with the other nodes, so that calls pass: {Problem}")]
    public static partial void QuotaUnshared(ILogger log, string quota, string problem);

    [LoggerMessage(56, LogLevel.Information, "{Count} counts of usage older than {Days} days deleted")]
    public static partial void UsageForgotten(ILogger log, int count, int days);

    [LoggerMessage(60, LogLevel.Error, "The projection {Projection} stopped before the event at {Position} in {Workspace}: {Problem}. Mend the program, or retry it when the cause is gone")]
    public static partial void ProjectionStopped(ILogger log, string projection, long position, string workspace, string problem);

    [LoggerMessage(61, LogLevel.Information, "The projection {Projection} was rebuilt in {Workspace}")]
    public static partial void ProjectionRebuilt(ILogger log, string projection, string workspace);

    [LoggerMessage(90, LogLevel.Information, "{Count} events of {Stream} in {Workspace} archived")]
    public static partial void StreamArchived(ILogger log, long count, string stream, string workspace);
}
