using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>A statement under construction. Values enter it as parameters only.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether its text is one of few, so that a connection should keep it prepared. Texts that callers shape are not.</summary>
    public bool IsKept { get; init; }

    public List<NpgsqlParameter> Parameters { get; } = [];

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

    public override string ToString() => _text.ToString();
}
