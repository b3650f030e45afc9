using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Tests.Partners;

/// <summary>What a client or a workspace may use.</summary>
public sealed class QuotaTests
{
    private const string OfClient = "quotas/client-nova-ops";
    private const string OfWorkspace = "quotas/workspace-acme";

    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "admin", "client-nova-ops", () => "made");

    [Fact]
    public void The_same_quota_again_is_no_event_in_whatever_order_it_is_told()
    {
        var quota = new Aggregate<Quota>(OfClient);
        Set(quota, new() { PerSecond = 0, Daily = { Daily("budgets.read", 5), Daily("budgets.write", 1) } }).ShouldBe(1);
        Set(quota, new() { PerSecond = 0, Daily = { Daily("budgets.write", 1), Daily("budgets.read", 5) } }).ShouldBe(0);
        Set(quota, new() { PerSecond = 0, Daily = { Daily("budgets.write", 7), Daily("budgets.write", 1), Daily("budgets.read", 5) } }).ShouldBe(0, "the last one of a group holds");
        Set(quota, new() { Daily = { Daily("budgets.read", 5), Daily("budgets.write", 1) } }).ShouldBe(1, "no limit is not the default");
        quota.Root.HasPerSecond.ShouldBeFalse();
    }

    [Fact]
    public void A_quota_of_nothing_but_defaults_is_set_once()
    {
        var quota = new Aggregate<Quota>(OfClient);
        Set(quota, new()).ShouldBe(1);
        Set(quota, new()).ShouldBe(0);
    }

    [Theory]
    [InlineData(OfClient, "clients/nova-ops")]
    [InlineData(OfWorkspace, "workspaces/acme")]
    [InlineData("quotas/client-workspace-tools", "clients/workspace-tools")]
    public void Its_name_says_whose_it_is(string name, string subject) => QuotaDecider.Subject(name).ShouldBe(subject);

    [Fact]
    public void Only_clients_have_quotas_of_streams_and_of_calls_a_day()
    {
        Refused(OfWorkspace, new() { Streams = 1 }).ShouldBe(ErrorReason.QuotaOfClientsOnly);
        Refused(OfWorkspace, new() { Daily = { Daily("budgets.read", 5) } }).ShouldBe(ErrorReason.QuotaOfClientsOnly);
        Set(new Aggregate<Quota>(OfWorkspace), new() { PerSecond = 5 }).ShouldBe(1);
    }

    [Fact]
    public void A_burst_needs_calls_a_second() => Refused(OfClient, new() { Burst = 5 }).ShouldBe(ErrorReason.QuotaBurstAlone);

    private static DailyLimit Daily(string group, long calls) => new() { Group = group, Calls = calls };

    private static ErrorReason Refused(string name, SetQuotaRequest request) =>
        Should.Throw<Refusal>(() => Set(new Aggregate<Quota>(name), request)).Reason;

    /// <summary>How many events it takes.</summary>
    private static int Set(Aggregate<Quota> quota, SetQuotaRequest request)
    {
        request.Name = quota.Name;
        var events = QuotaDecider.Set(quota, request, Context).ToList();
        foreach (var message in events)
            quota.Apply(new Recorded(message, quota.Version + 1, DateTimeOffset.UnixEpoch), QuotaDecider.Evolve);
        return events.Count;
    }
}
