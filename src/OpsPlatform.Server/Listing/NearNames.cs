namespace OpsPlatform.Server.Listing;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearNames
{
    /// <summary>Nobody mistypes a longer word, and comparing costs the product of both lengths.</summary>
    private const int Longest = 64;

    /// <summary>The nearest of the names, or null when none is near: at most a third of its letters differ.</summary>
    public static string? Find(string given, IEnumerable<string> names)
    {
        if (given.Length > Longest)
            return null;
        var plain = Plain(given);
        return names
            .Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .Where(near => near.Distance <= near.Name.Length / 3)
            .OrderBy(near => near.Distance)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    /// <summary>Writing a name as JSON does is no mistake of spelling.</summary>
    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();

    /// <summary>Levenshtein's distance: letters to add, drop or change.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = int.Min(changed, int.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
