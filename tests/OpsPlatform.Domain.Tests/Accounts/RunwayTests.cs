using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Accounts;
using Deadline = OpsPlatform.Accounts.V1.AuthorizationRunwayShort.Types.Deadline;
using State = OpsPlatform.Accounts.V1.Authorization.Types.State;

namespace OpsPlatform.Domain.Tests.Accounts;

/// <summary>How long programs may act for an account, and what is told on the way (ACC-05 for the platforms' rules).</summary>
public sealed class RunwayTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Platform Douyin = BuiltInPlatforms.All.Find("douyin", "acme")!;

    private readonly Aggregate<Account> _account = new("workspaces/acme/accounts/douyin-main");

    public RunwayTests() => Fold(new AccountCreated { Account = new Account { DisplayName = "Acme", Platform = "workspaces/acme/platforms/douyin" } }, Start);

    private Authorization Now => _account.Root.Authorization;

    [Fact]
    public void Douyin_lasts_30_days_and_180_with_its_five_renewals()
    {
        Authorize(new());

        (Now.State, Days(Now.ExpireTime), Now.RenewalsLeft, Days(Now.HardReauthorizeTime)).ShouldBe((State.Authorized, 30, 5, 180));
    }

    [Fact]
    public void Each_renewal_counts_from_its_day_and_the_sixth_is_refused()
    {
        Authorize(new());
        for (var renewal = 1; renewal <= 5; renewal++)
        {
            Renew(Start.AddDays(20 * renewal));
            (Days(Now.ExpireTime), Now.RenewalsLeft, Days(Now.HardReauthorizeTime)).ShouldBe(((20 * renewal) + 30, 5 - renewal, (20 * renewal) + 30 + (30 * (5 - renewal))));
        }

        Should.Throw<Refusal>(() => Renew(Start.AddDays(120))).Reason.ShouldBe(ErrorReason.AuthorizationNotRenewable);
    }

    [Fact]
    public void It_is_told_30_7_and_1_days_before_each_end_and_at_the_expiry()
    {
        Authorize(new());
        var told = Told(Start.AddDays(181));

        told.ShouldBe(["23: 7 days to EXPIRY", "29: 1 days to EXPIRY", "30: expired"]);
        (Now.State, Now.NextNoticeTime).ShouldBe((State.Expired, null));
    }

    [Fact]
    public void With_all_renewals_used_only_a_person_helps_and_that_is_what_is_told()
    {
        Authorize(new() { RenewalsLeft = 1 });
        Told(Start.AddDays(25)).ShouldBe(["23: 7 days to EXPIRY"]);
        Renew(Start.AddDays(25));

        Told(Start.AddDays(60)).ShouldBe(["48: 7 days to REAUTHORIZATION", "54: 1 days to REAUTHORIZATION", "55: expired"]);
    }

    [Fact]
    public void After_an_outage_the_nearest_end_is_told_once()
    {
        Authorize(new());
        var events = AccountDecider.Notice(_account, At(Start.AddDays(29.5))).ToArray();

        events.ShouldBe([new AuthorizationRunwayShort { Days = 1, Deadline = Deadline.Expiry, Time = Now.ExpireTime }]);
    }

    [Fact]
    public void A_notice_too_early_twice_or_without_an_authorization_tells_nothing()
    {
        AccountDecider.Notice(_account, At(Start)).ShouldBeEmpty();
        Authorize(new());
        AccountDecider.Notice(_account, At(Start.AddDays(22))).ShouldBeEmpty();
        Told(Start.AddDays(23)).ShouldHaveSingleItem();
        AccountDecider.Notice(_account, At(Start.AddDays(23))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(6, 30, ErrorReason.AuthorizationBeyondPlatform)]
    [InlineData(5, 30.001, ErrorReason.AuthorizationBeyondPlatform)]
    [InlineData(5, 0, ErrorReason.AuthorizationTimeOver)]
    public void Nobody_records_more_than_the_platform_allows_or_what_is_past(int renewals, double days, ErrorReason reason) =>
        Should.Throw<Refusal>(() => Authorize(new() { RenewalsLeft = renewals, ExpireTime = Start.AddDays(days).ToTimestamp() })).Reason.ShouldBe(reason);

    [Fact]
    public void A_platform_without_a_limit_is_authorized_without_an_end_or_until_the_time_that_is_given()
    {
        var channels = BuiltInPlatforms.All.Find("channels", "acme")!;
        Fold(AccountDecider.Authorize(_account, new(), channels, At(Start)).Single(), Start);
        (Now.State, Now.ExpireTime, Now.HardReauthorizeTime, Now.NextNoticeTime).ShouldBe((State.Authorized, null, null, null));

        Fold(AccountDecider.Authorize(_account, new() { ExpireTime = Start.AddDays(400).ToTimestamp() }, channels, At(Start)).Single(), Start);
        (Days(Now.ExpireTime), Days(Now.HardReauthorizeTime), Days(Now.NextNoticeTime)).ShouldBe((400, 400, 370));
    }

    [Fact]
    public void The_same_authorization_again_is_no_event_and_a_revoked_one_is_revoked_once()
    {
        Authorize(new());
        AccountDecider.Authorize(_account, new(), Douyin, At(Start)).ShouldBeEmpty();
        Fold(AccountDecider.Revoke(_account, new() { Reason = "Left" }, At(Start)).Single(), Start);
        AccountDecider.Revoke(_account, new() { Reason = "Left" }, At(Start)).ShouldBeEmpty();
        (Now.State, Now.Reason, Now.NextNoticeTime).ShouldBe((State.Revoked, "Left", null));
        Should.Throw<Refusal>(() => Renew(Start.AddDays(1))).Reason.ShouldBe(ErrorReason.AuthorizationNotRenewable);
    }

    private static DecisionContext At(DateTimeOffset time) => new(time, "users/ann", "douyin-main", () => "made");

    private static double Days(Timestamp time) => (time.ToDateTimeOffset() - Start).TotalDays;

    private void Authorize(SetAuthorizationRequest request) => Fold(AccountDecider.Authorize(_account, request, Douyin, At(Start)).Single(), Start);

    private void Renew(DateTimeOffset time) => Fold(AccountDecider.Renew(_account, new(), Douyin, At(time)).Single(), time);

    /// <summary>Lets the platform do what is due, each time when it is due.</summary>
    private List<string> Told(DateTimeOffset until)
    {
        var told = new List<string>();
        while (Now.NextNoticeTime?.ToDateTimeOffset() is { } due && due <= until)
        {
            foreach (var message in AccountDecider.Notice(_account, At(due)).ToArray())
            {
                told.Add($"{(due - Start).TotalDays}: {(message is AuthorizationRunwayShort notice ? $"{notice.Days} days to {notice.Deadline.ToString().ToUpperInvariant()}" : "expired")}");
                Fold(message, due);
            }
        }

        return told;
    }

    private void Fold(IMessage message, DateTimeOffset time) => _account.Apply(new Recorded(message, _account.Version + 1, time), AccountDecider.Evolve);
}
