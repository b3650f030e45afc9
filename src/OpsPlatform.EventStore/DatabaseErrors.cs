using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>What PostgreSQL and Npgsql report, in the store's words.</summary>
internal static class DatabaseErrors
{
    /// <summary>A circumstance that callers are told of, rather than a defect of ours.</summary>
    public static bool IsExpected(NpgsqlException e) => e.IsTransient || IsUnstorableText(e);

    /// <summary>Only right where nothing can have been committed.</summary>
    public static Exception Translate(NpgsqlException e) => IsUnstorableText(e) ? new UnstorableTextException(e) : new StoreUnavailableException(e);

    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException e) when (IsExpected(e))
        {
            throw Translate(e);
        }
    }

    private static bool IsUnstorableText(NpgsqlException e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire };
}
