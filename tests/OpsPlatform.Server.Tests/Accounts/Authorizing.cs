using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Accounts;
using State = OpsPlatform.Accounts.V1.Authorization.Types.State;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>What programs may do for an account does not run out unnoticed.</summary>
public sealed class Authorizing(RunningServer server) : AccountTest(server)
{
    [Fact]
    public async Task The_platform_tells_by_itself_what_runs_out_and_each_thing_once()
    {
        var name = (await CreateAsync("douyin")).Name;
        await Accounts.SetAuthorizationAsync(new() { Name = name });
        await using var other = await Server.StartAnotherAsync();

        foreach (var day in new[] { 22, 1, 6, 1 })
        {
            Server.Clock.Leap(TimeSpan.FromDays(day));
            await Task.WhenAll(Server.RunOnceAsync<AuthorizationRunway>(), other.RunOnceAsync<AuthorizationRunway>());
        }

        var account = await Accounts.GetAccountAsync(new() { Name = name });
        account.Authorization.State.ShouldBe(State.Expired);
        var events = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\" AND principal = \"system\"" })).Events;
        events.Select(each => each.Type).ShouldBe(["authorization_runway_short", "authorization_runway_short", "authorization_expired"]);
    }

    [Fact]
    public async Task What_runs_out_before_a_date_is_found()
    {
        var (soon, late) = (await CreateAsync("kuaishou"), await CreateAsync("kuaishou"));
        var now = Server.Clock.GetUtcNow();
        await Accounts.SetAuthorizationAsync(new() { Name = soon.Name, ExpireTime = now.AddDays(10).ToTimestamp() });
        await Accounts.SetAuthorizationAsync(new() { Name = late.Name, ExpireTime = now.AddDays(100).ToTimestamp() });

        var found = await Accounts.ListAccountsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = $"authorization.hard_reauthorize_time < \"{now.AddDays(50):yyyy-MM-ddTHH:mm:ssZ}\"" });
        found.Accounts.Select(account => account.Name).ShouldSatisfyAllConditions(names => names.ShouldContain(soon.Name), names => names.ShouldNotContain(late.Name));
    }

    [Fact]
    public async Task The_platform_s_rules_hold_and_those_of_a_workspace_s_own_too()
    {
        var douyin = (await CreateAsync("douyin")).Name;
        (await Accounts.SetAuthorizationAsync(new() { Name = douyin, RenewalsLeft = 6 }).Refused(ErrorReason.AuthorizationBeyondPlatform)).Info.Metadata["platform"].ShouldBe("Douyin");
        await Accounts.RenewAuthorizationAsync(new() { Name = douyin }).Refused(ErrorReason.AuthorizationNotRenewable);

        var id = $"p{Guid.NewGuid():N}";
        await Accounts.SetPlatformAsync(new() { Name = $"{Workspace}/platforms/{id}", DisplayName = "Own", AuthorizationLifetime = Duration.FromTimeSpan(TimeSpan.FromDays(60)), MostRenewals = 2 });
        var own = await Accounts.SetAuthorizationAsync(new() { Name = (await CreateAsync(id)).Name });
        (own.Authorization.HardReauthorizeTime - own.Authorization.ExpireTime).ToTimeSpan().ShouldBe(TimeSpan.FromDays(120));
        (await Accounts.RenewAuthorizationAsync(new() { Name = own.Name })).Authorization.RenewalsLeft.ShouldBe(1);
        (await Accounts.RevokeAuthorizationAsync(new() { Name = own.Name, Reason = "Left" })).Authorization.State.ShouldBe(State.Revoked);
    }
}
