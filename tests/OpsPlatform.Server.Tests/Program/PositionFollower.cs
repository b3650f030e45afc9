using Npgsql;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>Reads a workspace's events from position to position while they are written, and reads on where it was when the database comes back.</summary>
internal sealed class PositionFollower(NpgsqlDataSource database, string tenant)
{
    private const int PageSize = 50;

    private readonly List<(long Position, Guid Id)> _read = [];

    /// <summary>In the order of reading.</summary>
    public IReadOnlyList<(long Position, Guid Id)> Read => _read;

    /// <summary>Until it is told to stop, and then to the last event there is.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var isLast = stop.IsCancellationRequested;
            try
            {
                while (await ReadPageAsync() == PageSize)
                {
                }

                if (isLast)
                    return;
            }
            catch (NpgsqlException)
            {
                // The database is away, or has just come back.
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<int> ReadPageAsync()
    {
        await using var page = database.CreateCommand("select seq_id, id from mt_events where tenant_id = $1 and seq_id > $2 order by seq_id limit $3");
        page.Parameters.AddWithValue(tenant);
        page.Parameters.AddWithValue(_read.Count == 0 ? 0 : _read[^1].Position);
        page.Parameters.AddWithValue(PageSize);
        await using var row = await page.ExecuteReaderAsync();
        var count = 0;
        for (; await row.ReadAsync(); count++)
            _read.Add((row.GetInt64(0), row.GetGuid(1)));
        return count;
    }
}
