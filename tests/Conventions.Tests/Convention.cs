namespace Conventions.Tests;

internal static class Convention
{
    /// <summary>Fails with the names of all that break the convention, and where there is nothing to hold it against.</summary>
    public static void ShouldAll<T>(this IEnumerable<T> all, Func<T, string> name, Func<T, bool> holds)
    {
        var seen = all.ToList();
        seen.ShouldNotBeEmpty();
        seen.Where(one => !holds(one)).Select(name).ShouldBeEmpty();
    }
}
