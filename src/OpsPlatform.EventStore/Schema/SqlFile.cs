using System.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>The files of the folder Sql, which the assembly carries.</summary>
internal static class SqlFile
{
    public static IEnumerable<string> Names => Assembly.GetExecutingAssembly().GetManifestResourceNames();

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);

        // A checkout with other line ends is the same text.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
