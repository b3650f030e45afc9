using Google.Protobuf.WellKnownTypes;
using Google.Type;
using OpsPlatform.EventStore.Tests.V1;

namespace OpsPlatform.EventStore.Tests;

/// <summary>Random tills whose fields are often equal, often unset, and sometimes odd.</summary>
internal static class Tills
{
    public static readonly string[] Texts = ["", "a", "A", "ab", "b", "ü", "\uFF5E", "\U0001F600", "it's", "\"q\"", "100%", "a_b", "x\\y", "'; drop table mt_events; --", "$1"];
    public static readonly long[] Numbers = [0, 1, -1, 5, 1_000_000, long.MaxValue, long.MinValue];
    public static readonly ulong[] Serials = [0, 1, ulong.MaxValue];
    public static readonly double[] Rates = [0, 0.1, -2.5, 1e300, double.PositiveInfinity];
    public static readonly DateTimeOffset[] Times = [new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 0, 0, 0, 500, TimeSpan.Zero), new(2025, 12, 31, 23, 59, 59, TimeSpan.Zero)];
    public static readonly Date[] Dates = [new() { Year = 2026, Month = 3, Day = 1 }, new() { Year = 2026, Month = 2, Day = 28 }, new() { Year = 2026 }];
    public static readonly Duration[] Shifts = [new() { Seconds = 5 }, new() { Seconds = 5, Nanos = 500_000_000 }, new() { Seconds = -1 }, new()];

    public static Till Next(Random random)
    {
        var till = new Till
        {
            DisplayName = random.Of(Texts),
            BalanceMicros = random.Of(Numbers),
            SaleCount = random.Next(-1, 2),
            Closed = random.Next(2) == 0,
            Kind = random.Of(System.Enum.GetValues<Kind>()),
            Rate = random.Of(Rates),
            Serial = random.Of(Serials),
        };
        if (random.Next(2) == 0)
            till.OpenTime = Timestamp.FromDateTimeOffset(random.Of(Times));
        if (random.Next(2) == 0)
            till.FiscalDate = random.Of(Dates).Clone();
        if (random.Next(2) == 0)
            till.Shift = random.Of(Shifts).Clone();
        if (random.Next(2) == 0)
            till.Place = new Place { City = random.Of(Texts), Floor = random.Next(2) };
        if (random.Next(2) == 0)
            till.Drawer = random.Next(2);
        for (var i = random.Next(3); i > 0; i--)
            till.Lines.Add(new Line { LineId = random.Of(Texts), AmountMicros = random.Of(Numbers) });
        for (var i = random.Next(3); i > 0; i--)
            till.Tags.Add(random.Of(Texts));
        return till;
    }

    public static T Of<T>(this Random random, T[] values) => values[random.Next(values.Length)];
}
