using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Deadline = OpsPlatform.Accounts.V1.AuthorizationRunwayShort.Types.Deadline;
using State = OpsPlatform.Accounts.V1.Authorization.Types.State;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    private static readonly int[] NoticeDays = [30, 7, 1];

    /// <param name="platform">The one that the account is on, as it is now.</param>
    public static IEnumerable<IMessage> Authorize(Aggregate<Account> account, SetAuthorizationRequest request, Platform platform, DecisionContext context)
    {
        MustGoOn(account.Root);
        var renewals = request.HasRenewalsLeft ? request.RenewalsLeft : platform.MostRenewals;
        if (renewals > platform.MostRenewals)
            throw Beyond(platform, "renewals_left", $"{platform.MostRenewals} renewal(s)", $"{renewals}");
        var expiry = Expiry(request.ExpireTime, platform, context.Time);
        var granted = new AuthorizationGranted { ExpireTime = expiry, RenewalsLeft = renewals, HardReauthorizeTime = Hard(expiry, renewals, platform) };
        return account.Root.Authorization is { State: State.Authorized } now && (now.RenewalsLeft, Equals(now.ExpireTime, granted.ExpireTime)) == (renewals, true) ? [] : [granted];
    }

    /// <param name="platform">The one that the account is on, as it is now.</param>
    public static IEnumerable<IMessage> Renew(Aggregate<Account> account, RenewAuthorizationRequest request, Platform platform, DecisionContext context)
    {
        MustGoOn(account.Root);
        var now = Authorized(account.Root);
        if (now.RenewalsLeft == 0 || now.ExpireTime is null || now.ExpireTime.ToDateTimeOffset() <= context.Time)
            throw NotRenewable(now, context.Time);
        var expiry = Expiry(request.ExpireTime, platform, context.Time) ?? now.ExpireTime;
        if (expiry.CompareTo(now.ExpireTime) < 0)
            expiry = now.ExpireTime;
        var left = now.RenewalsLeft - 1;
        return [new AuthorizationRenewed { ExpireTime = expiry, RenewalsLeft = left, HardReauthorizeTime = Hard(expiry, left, platform) }];
    }

    public static IEnumerable<IMessage> Revoke(Aggregate<Account> account, RevokeAuthorizationRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        if (account.Root.Authorization is { State: State.Revoked })
            return [];
        return account.Root.Authorization is null ? throw NotRenewable(null, context.Time) : [new AuthorizationRevoked { Reason = request.Reason }];
    }

    /// <summary>What the platform tells by itself when a time of the runway has come. It may ask late, twice or too early: only what is due is told.</summary>
    public static IEnumerable<IMessage> Notice(Aggregate<Account> account, DecisionContext context)
    {
        if (account.Root.Authorization is not { State: State.Authorized, NextNoticeTime: not null } authorization)
            return [];

        // After an outage only the nearest end is told, not each that was passed on the way.
        var due = Notices(authorization).Where(notice => notice.Time >= authorization.NextNoticeTime.ToDateTimeOffset() && notice.Time <= context.Time).ToArray();
        if (due.Length == 0)
            return [];
        return due.Any(notice => notice.Days == 0)
            ? [new AuthorizationExpired()]
            : due.GroupBy(notice => notice.Deadline).Select(notices => notices.Last())
                .Select(notice => new AuthorizationRunwayShort { Days = notice.Days, Deadline = notice.Deadline, Time = notice.End });
    }

    /// <summary>All events of a runway in the order of their times; 0 days is the expiry itself.</summary>
    private static IEnumerable<(DateTimeOffset Time, int Days, Deadline Deadline, Timestamp End)> Notices(Authorization authorization)
    {
        if (authorization.ExpireTime is not { } expiry)
            return [];
        var hard = authorization.HardReauthorizeTime;
        var ends = hard.Equals(expiry) ? [(End: hard, Deadline.Reauthorization)] : new[] { (End: expiry, Deadline.Expiry), (End: hard, Deadline.Reauthorization) };
        return ends.SelectMany(end => NoticeDays.Select(days => (Time: end.End.ToDateTimeOffset().AddDays(-days), days, end.Item2, end.End)))
            .Append((Time: expiry.ToDateTimeOffset(), 0, Deadline.Expiry, expiry))
            .OrderBy(notice => notice.Time);
    }

    /// <summary>The first event of the runway that is still to come.</summary>
    private static Timestamp? NextNotice(Authorization authorization, DateTimeOffset after)
    {
        var next = Notices(authorization).FirstOrDefault(notice => notice.Time > after);
        return next.End is null ? null : next.Time.ToTimestamp();
    }

    private static Timestamp? Expiry(Timestamp? given, Platform platform, DateTimeOffset now)
    {
        var longest = platform.AuthorizationLifetime is { } lifetime ? now + lifetime.ToTimeSpan() : (DateTimeOffset?)null;
        if (given is null)
            return longest?.ToTimestamp();
        if (given.ToDateTimeOffset() <= now)
            throw new Refusal(ErrorReason.AuthorizationTimeOver, "expire_time", ("expire_time", Text(given)));
        return longest is { } end && given.ToDateTimeOffset() > end
            ? throw Beyond(platform, "expire_time", $"a lifetime until {Text(end.ToTimestamp())}", Text(given))
            : given;
    }

    private static Timestamp? Hard(Timestamp? expiry, int renewals, Platform platform) =>
        expiry is null ? null : (expiry.ToDateTimeOffset() + (renewals * (platform.AuthorizationLifetime?.ToTimeSpan() ?? TimeSpan.Zero))).ToTimestamp();

    private static Authorization Authorized(Account account) =>
        account.Authorization is { State: State.Authorized } authorization ? authorization : throw NotRenewable(account.Authorization, DateTimeOffset.MinValue);

    private static Refusal NotRenewable(Authorization? authorization, DateTimeOffset now) => new(
        ErrorReason.AuthorizationNotRenewable,
        "",
        ("state", authorization is null ? "missing" : authorization.ExpireTime?.ToDateTimeOffset() <= now ? State.Expired.WireName() : authorization.State.WireName()),
        ("renewals_left", authorization?.RenewalsLeft ?? 0));

    private static Refusal Beyond(Platform platform, string field, string allowed, string asked) =>
        new(ErrorReason.AuthorizationBeyondPlatform, field, ("platform", platform.DisplayName), ("allowed", allowed), ("asked", asked));

    private static string Text(Timestamp time) => $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}";
}
