namespace OpsPlatform.Testing;

/// <summary>The checkout that the tests were built in.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    private static DirectoryInfo Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "eng", "postgres.sh")))
            folder = folder.Parent;
        return folder ?? throw new InvalidOperationException($"No checkout of the repository holds {AppContext.BaseDirectory}.");
    }
}
