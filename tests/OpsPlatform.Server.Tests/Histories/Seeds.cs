namespace OpsPlatform.Server.Tests.Histories;

/// <summary>
/// What is played: new seeds each time, <c>OPS_HISTORY_COUNT</c> of them, or the plan of <c>OPS_HISTORY_SEED</c> as many times, because a
/// plan that failed does not fail each time: what comes of it depends on how the calls meet.
/// </summary>
internal static class Seeds
{
    public static IEnumerable<int> Of(int count)
    {
        var seed = Environment.GetEnvironmentVariable("OPS_HISTORY_SEED");
        if (int.TryParse(Environment.GetEnvironmentVariable("OPS_HISTORY_COUNT"), out var given))
            count = given;
        return Enumerable.Range(0, count).Select(_ => int.TryParse(seed, out var known) ? known : Random.Shared.Next());
    }
}
