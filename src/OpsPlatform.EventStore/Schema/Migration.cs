using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.EventStore;

/// <summary>One numbered step of the schema. Steps that were released are never edited; a change is a new step.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<Migration> All { get; } =
    [
        .. from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
           where char.IsAsciiDigit(name[0])
           orderby name
           select new Migration(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, Read(name)),
    ];

    public static string DocumentTable { get; } = Read("document_table.sql");

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);

        // A checkout with other line ends is the same step.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
