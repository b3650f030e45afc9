namespace OpsPlatform.Client.Tests;

/// <summary>The checkout that the tests were built in, and how they were built.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>As in the folder that the tests run from: <c>artifacts/bin/OpsPlatform.Client.Tests/debug</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OpsPlatform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No checkout holds {AppContext.BaseDirectory}.");
    }
}
