using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>A statement under construction. Values enter it as parameters only.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly string? _workspace;

    /// <param name="tenant">The workspace that it is about, and that the database shows it nothing beyond.</param>
    public SqlText(string tenant)
    {
        _workspace = tenant;
        Text(tenant);
    }

    private SqlText()
    {
    }

    /// <summary>The workspace's place in the text.</summary>
    public string Tenant => _workspace is null ? throw new InvalidOperationException("The statement is about no one workspace.") : "$1";

    /// <summary>Whether its text is one of few, so that a connection should keep it prepared. Texts that callers shape are not.</summary>
    public bool IsKept { get; init; }

    private List<NpgsqlParameter> Parameters { get; } = [];

    /// <summary>About all workspaces, or about what belongs to none: the platform's own work.</summary>
    public static SqlText Everywhere(bool isKept = true) => new() { IsKept = isKept };

    public SqlText Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Gives the placeholder to write where the value belongs.</summary>
    public string Parameter<T>(T value, NpgsqlDbType type)
    {
        Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${Parameters.Count}";
    }

    public string Text(string value) => Parameter(value, NpgsqlDbType.Text);

    public string Number(long value) => Parameter(value, NpgsqlDbType.Bigint);

    public string Time(DateTimeOffset value) => Parameter(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public NpgsqlBatch On(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        if (_workspace is not null)
            batch.BatchCommands.Add(Wall.Around(_workspace));
        var command = new NpgsqlBatchCommand(_text.ToString());
        foreach (var parameter in Parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        return batch;
    }
}
