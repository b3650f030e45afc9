using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>The session whose advisory locks are a node's leases: they are gone when it is.</summary>
internal sealed class LeaseSession(NpgsqlConnection session, string holder)
{
    /// <summary>
    /// A machine that vanishes closes no socket. The database notices within three seconds, so that with the interval of the others' attempts
    /// somebody else holds within five.
    /// </summary>
    public const string Settings =
        "-c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2 -c tcp_user_timeout=3000 -c lock_timeout=1000";

    private const int MostSecondsPerStatement = 2;

    private const string TryLock = "select name from unnest($1, $2) wanted(name, key) where pg_try_advisory_lock(key)";

    private const string Count =
        "insert into ops_leases as l (name, fence, holder, taken) values ($1, 1, $2, now()) "
        + "on conflict (name) do update set fence = l.fence + 1, holder = excluded.holder, taken = excluded.taken returning fence";

    /// <summary>Those of the names whose locks were free and are held now. Without names, it asks whether the database is there.</summary>
    public async Task<IReadOnlyList<string>> TryLockAsync(string[] names, CancellationToken cancellation)
    {
        await using var command = Command(
            TryLock,
            new NpgsqlParameter<string[]> { TypedValue = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new NpgsqlParameter<long[]> { TypedValue = [.. names.Select(Key)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var locked = new List<string>();
        while (await reader.ReadAsync(cancellation))
            locked.Add(reader.GetString(0));
        return locked;
    }

    /// <summary>The fence of a new holder, or null while a transaction that the last one guarded is not done.</summary>
    public async Task<long?> TryCountAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await using var command = Command(Count, Text(name), Text(holder));
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    public async Task UnlockAsync(string name, CancellationToken cancellation)
    {
        await using var command = Command("select pg_advisory_unlock($1)", new NpgsqlParameter<long> { TypedValue = Key(name), NpgsqlDbType = NpgsqlDbType.Bigint });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Of 64 bits, so that no two names meet, and none meets another lock of the database.</summary>
    private static long Key(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, session) { CommandTimeout = MostSecondsPerStatement };
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
