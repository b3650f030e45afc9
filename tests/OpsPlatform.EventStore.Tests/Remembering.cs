using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Remembering(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Old_requests_are_forgotten_in_slices_and_newer_ones_kept()
    {
        for (var day = 0; day < 10; day++)
            await fixture.Store.AppendAsync(Request($"tenant-{day % 3}", day) with { Time = Time.AddDays(day) });

        (await fixture.Store.DeleteRequestsAsync(Time.AddDays(5), 3)).ShouldBe(3);
        (await fixture.Store.DeleteRequestsAsync(Time.AddDays(5), 3)).ShouldBe(2);
        (await fixture.Store.DeleteRequestsAsync(Time.AddDays(5), 3)).ShouldBe(0);

        for (var day = 0; day < 10; day++)
            (await fixture.Store.FindRequestAsync($"tenant-{day % 3}", "clients/pos", Id(day)) is not null).ShouldBe(day >= 5, $"day {day}");
    }

    [Fact]
    public async Task A_request_id_belongs_to_its_client_and_its_tenant()
    {
        await fixture.Store.AppendAsync(Request("tenant-a", 100) with { Time = Time.AddYears(1) });

        (await fixture.Store.FindRequestAsync("tenant-a", "clients/other", Id(100))).ShouldBeNull();
        (await fixture.Store.FindRequestAsync("tenant-b", "clients/pos", Id(100))).ShouldBeNull();
        (await fixture.Store.AppendAsync(Request("tenant-b", 100) with { Time = Time.AddYears(1) })).ShouldBeOfType<AppendResult.Committed>();
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static Append Request(string tenant, int number) =>
        Append(tenant) with { Request = new RequestRecord("clients/pos", Id(number), "Sell", new byte[] { 1 }, new byte[] { 2 }) };
}
