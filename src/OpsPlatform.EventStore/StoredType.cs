using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>A message type as the tables know it.</summary>
internal sealed record StoredType(MessageDescriptor Descriptor, string Alias, string DotnetType)
{
    /// <summary>PostgreSQL cuts identifiers at 63 bytes; the longest prefix and suffix around an alias take 20.</summary>
    private const int LongestAlias = 43;

    public string Table { get; } = $"mt_doc_{Alias}";

    /// <summary>Where a projection's documents are while they are rebuilt.</summary>
    public string RebuildTable { get; } = $"ops_rebuilt_{Alias}";

    public string Upsert { get; } =
        $"insert into mt_doc_{Alias} as stored (tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version, bdata, ops_due) values ($1, $2, $3, $4, $5, $6, $7, $8) "
        + "on conflict (tenant_id, id) do update set data = excluded.data, mt_last_modified = excluded.mt_last_modified, mt_dotnet_type = excluded.mt_dotnet_type, "
        + "mt_version = excluded.mt_version, bdata = excluded.bdata, ops_due = excluded.ops_due";

    public static StoredType Of(MessageDescriptor descriptor)
    {
        var alias = SnakeCase(descriptor.Name);
        if (alias.Length > LongestAlias)
            throw new ArgumentException($"The name of {descriptor.FullName} is too long to be stored; {LongestAlias} characters in snake_case is the limit.", nameof(descriptor));
        return new StoredType(descriptor, alias, $"{descriptor.ClrType.FullName}, {descriptor.ClrType.Assembly.GetName().Name}");
    }

    public IMessage Decode(byte[] wire) => Descriptor.Parser.ParseFrom(wire);

    /// <summary>`FundsReserved` becomes `funds_reserved`, `KPISetUpdated` becomes `kpi_set_updated`.</summary>
    public static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsAsciiLetterUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (startsWord)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
