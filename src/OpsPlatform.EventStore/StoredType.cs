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

    /// <summary>Gives those of the wanted documents that exist, each behind its place among the wanted.</summary>
    public string Select { get; } =
        $"select wanted.place, d.bdata, d.mt_version from unnest($2) with ordinality as wanted (id, place) join mt_doc_{Alias} d on d.tenant_id = $1 and d.id = wanted.id";

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
