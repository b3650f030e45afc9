using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Quotas;
using OpsPlatform.Server.Tests.Partners;

namespace OpsPlatform.Server.Tests.Quotas;

/// <summary>Nodes give out together what a quota has: never more, and nine tenths of it at least.</summary>
public sealed class Sharing(RunningServer server) : ServerTest(server)
{
    private static readonly Limit Daily = new(1000, 0);

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1900, 100)]
    [InlineData(2000, 0)]
    public async Task Two_nodes_give_out_a_daily_quota_between_them(int atOne, int atOther)
    {
        var name = PartnerSteps.NewId("daily");
        var (one, other) = (Node(name, Daily), Node(name, Daily));
        await other.TakeAsync(default);

        var taken = await Task.WhenAll(TakeAsync(one, atOne), TakeAsync(other, atOther));

        (taken.Sum() + 1).ShouldBeInRange(900, 1000);
    }

    [Fact]
    public async Task Six_nodes_still_give_out_nine_tenths()
    {
        var name = PartnerSteps.NewId("six");
        var nodes = Enumerable.Range(0, 6).Select(_ => Node(name, Daily)).ToArray();
        foreach (var node in nodes)
            await node.TakeAsync(default);

        (await TakeAsync(nodes[0], 2000) + 6).ShouldBeInRange(900, 1000);
    }

    [Fact]
    public async Task What_a_node_does_not_use_it_gives_back()
    {
        var name = PartnerSteps.NewId("idle");
        var (idle, busy) = (Node(name, Daily), Node(name, Daily));
        await idle.TakeAsync(default);
        await idle.GiveBackAsync(all: false, default);
        await idle.GiveBackAsync(all: false, default);

        (await TakeAsync(busy, 2000) + 1).ShouldBe(1000);
    }

    [Fact]
    public async Task Two_nodes_fill_one_token_bucket()
    {
        var (name, limit, time) = (PartnerSteps.NewId("bucket"), new Limit(200, 200), TimeSpan.FromSeconds(2));
        SharedQuota[] nodes = [Node(name, limit), Node(name, limit)];
        var watch = Stopwatch.StartNew();

        // What a machine that has other things to do keeps from both nodes it keeps from the one that has a bucket to itself.
        var alone = TakeForAsync(Node(PartnerSteps.NewId("alone"), limit), time);
        var taken = (await Task.WhenAll(nodes.Select(node => TakeForAsync(node, time)))).Sum();

        taken.ShouldBeLessThanOrEqualTo((int)(200 + (200 * watch.Elapsed.TotalSeconds)) + 1);
        taken.ShouldBeGreaterThanOrEqualTo((int)(0.9 * await alone));
    }

    [Fact]
    public async Task Calls_pass_while_the_database_is_down()
    {
        await using var nowhere = PostgresEventStore.OpenDatabase("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1");
        var problems = 0;
        var quota = new SharedQuota("unshared", new Limit(1, 0), new PostgresEventStore(nowhere, Server.Get<StoredTypes>()), Server.Clock, _ => problems++);

        (await TakeAsync(quota, 100)).ShouldBe(100);

        problems.ShouldBe(1, "it is not asked again for a second");
    }

    [Fact]
    public async Task Two_servers_share_the_quotas_of_a_client()
    {
        void Limit(WebApplicationBuilder builder) => builder.Configuration["Quotas:Daily:budgets.read"] = "100";
        await using var one = await Server.StartAnotherAsync(configure: Limit);
        await using var other = await Server.StartAnotherAsync(configure: Limit);
        using var atOne = await one.ProvisionAsync("acme", PartnerSteps.NewId("both"), "*");
        using var atOther = atOne.At(other.GrpcAddress, other.HttpAddress, other.Clock);

        var outcomes = await Task.WhenAll(atOne.ReadAsync(130), atOther.ReadAsync(20));

        outcomes.SelectMany(outcome => outcome).Passed().ShouldBeInRange(90, 100);
    }

    [Fact]
    public async Task A_call_whose_share_is_at_hand_allocates_nothing()
    {
        var quota = Node(PartnerSteps.NewId("cheap"), new Limit(1_000_000, 0));
        await quota.TakeAsync(default);

        // The first time, what is compiled is allocated too.
        await AllocatedAsync(quota, 10);
        (await AllocatedAsync(quota, 300)).ShouldBe(0);
    }

    private static async Task<long> AllocatedAsync(SharedQuota quota, int times)
    {
        var (taken, before) = (0, GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < times; i++)
            taken += await quota.TakeAsync(default) == TimeSpan.Zero ? 1 : 0;
        var after = GC.GetAllocatedBytesForCurrentThread();
        taken.ShouldBe(times);
        return after - before;
    }

    /// <summary>As a node of its own has it.</summary>
    private SharedQuota Node(string name, Limit limit) => new(name, limit, Server.Get<PostgresEventStore>(), TimeProvider.System, problem => throw problem);

    /// <summary>How many of so many calls, some of them at once, pass.</summary>
    private static async Task<int> TakeAsync(SharedQuota quota, int times)
    {
        var taken = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, times), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellation) =>
        {
            if (await quota.TakeAsync(cancellation) == TimeSpan.Zero)
                Interlocked.Increment(ref taken);
        });
        return taken;
    }

    private static async Task<int> TakeForAsync(SharedQuota quota, TimeSpan time)
    {
        var (taken, watch) = (0, Stopwatch.StartNew());
        while (watch.Elapsed < time)
        {
            if (await quota.TakeAsync(default) is { Ticks: > 0 })
                await Task.Delay(5);
            else
                taken++;
        }

        return taken;
    }
}
