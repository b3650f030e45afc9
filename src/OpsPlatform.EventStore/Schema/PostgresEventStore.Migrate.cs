using Npgsql;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>Any number that nothing else in the database locks on.</summary>
    private const long MigrationLock = 0x4F50535F53544F52;

    /// <summary>
    /// Creates or upgrades the schema, and the tables of the registered documents. Servers that start together wait for each other.
    /// A database that a newer program has upgraded, or whose recorded steps differ from this program's, is refused and left as it is.
    /// </summary>
    /// <exception cref="SchemaMismatchException">The database is not one that this program can work on.</exception>
    public Task MigrateAsync(CancellationToken cancellation = default) => MigrateAsync(Migration.All, cancellation);

    internal async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({MigrationLock})", cancellation);
            await ExecuteAsync(
                connection,
                "create table if not exists ops_migrations (number int primary key, name varchar not null, checksum varchar not null, applied timestamptz not null default now())",
                cancellation);

            var applied = await AppliedAsync(connection, cancellation);
            Check(applied, migrations);
            foreach (var migration in migrations.Where(migration => !applied.ContainsKey(migration.Number)))
                await ApplyAsync(connection, migration, cancellation);
            foreach (var document in types.Documents)
                await ExecuteAsync(connection, Migration.DocumentTable.Replace("{table}", document.Table), cancellation);
            foreach (var document in types.Projected)
                await ExecuteAsync(connection, Migration.RebuildTable.Replace("{rebuild}", document.RebuildTable).Replace("{table}", document.Table), cancellation);

            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException e) when (e.IsTransient)
        {
            throw new StoreUnavailableException(e);
        }
    }

    private static void Check(Dictionary<int, (string Name, string Checksum)> applied, IReadOnlyList<Migration> migrations)
    {
        foreach (var (number, step) in applied)
        {
            var known = migrations.FirstOrDefault(migration => migration.Number == number)
                ?? throw new SchemaMismatchException($"The database was upgraded by a newer version of the program (step {step.Name}). Start that version, or restore a backup from before its upgrade.");
            if (known.Checksum != step.Checksum)
                throw new SchemaMismatchException($"Step {step.Name} is not the one that this database was made with. A released step must not be edited: undo the change and add a new step.");
        }
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select number, name, checksum from ops_migrations order by number", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<int, (string, string)>();
        while (await reader.ReadAsync(cancellation))
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, migration.Sql, cancellation);
        await using var record = new NpgsqlCommand("insert into ops_migrations (number, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
