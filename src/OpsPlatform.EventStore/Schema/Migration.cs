using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.EventStore;

/// <summary>One numbered step of the schema. Steps that were released are never edited; a change is a new step.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<Migration> All { get; } =
    [
        .. from name in SqlFile.Names
           where char.IsAsciiDigit(name[0])
           orderby name
           select new Migration(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, SqlFile.Read(name)),
    ];

    public static string DocumentTable { get; } = SqlFile.Read("document_table.sql");

    public static string RebuildTable { get; } = SqlFile.Read("rebuild_table.sql");
}
