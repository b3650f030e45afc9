namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <exception cref="StoreUnavailableException">The database cannot be reached or takes no work.</exception>
    public async Task PingAsync(CancellationToken cancellation = default) => await QueryAsync(SqlText.Everywhere(isKept: false).Add("select 1"), row => row.GetInt32(0), cancellation);
}
