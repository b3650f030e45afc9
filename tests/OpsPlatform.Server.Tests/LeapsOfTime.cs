using Microsoft.Extensions.Time.Testing;

namespace OpsPlatform.Server.Tests;

internal static class LeapsOfTime
{
    /// <summary>Days go by without a timer's firing: <see cref="FakeTimeProvider.Advance"/> lets each fire as often as it would have in that time.</summary>
    public static void Leap(this FakeTimeProvider clock, TimeSpan time) => clock.AdjustTime(clock.GetUtcNow() + time);
}
