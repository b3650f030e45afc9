using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>The database's own wall around a workspace (011_row_security.sql), for a statement that forgets which one it is about.</summary>
internal static class Wall
{
    /// <summary>Until the transaction ends; a batch is one, if no other is open. Has no columns, so that it is told from what has an answer.</summary>
    private const string Text = "select from (select set_config('role', 'ops_request', true), set_config('ops.workspace', $1, true) offset 0) as wall";

    public static NpgsqlBatchCommand Around(string tenant) =>
        new(Text) { Parameters = { new NpgsqlParameter<string> { TypedValue = tenant, NpgsqlDbType = NpgsqlDbType.Text } } };

    /// <summary>Passes over statements that have no answer.</summary>
    public static async Task ToAnswerAsync(this NpgsqlDataReader reader, CancellationToken cancellation)
    {
        while (reader.FieldCount == 0 && await reader.NextResultAsync(cancellation))
        {
        }
    }
}
