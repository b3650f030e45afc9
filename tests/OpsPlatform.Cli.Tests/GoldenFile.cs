using OpsPlatform.Testing;

namespace OpsPlatform.Cli.Tests;

/// <summary>What a command printed before, kept beside the tests. OPS_UPDATE_GOLDEN=1 writes what it prints now.</summary>
internal static class GoldenFile
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "OpsPlatform.Cli.Tests", "Golden");

    internal static void ShouldBe(string actual, string name)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("OPS_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        actual.ShouldBe(File.ReadAllText(path));
    }
}
