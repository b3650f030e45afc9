using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Tier = OpsPlatform.Accounts.V1.Account.Types.Tier;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    private const int UsualThresholdBps = 2_000;
    private const int DaysBetweenPatrols = 5;

    public static IEnumerable<IMessage> RecordPatrol(Aggregate<Account> account, RecordPatrolRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var threshold = request.ThresholdBps == 0 ? UsualThresholdBps : request.ThresholdBps;
        var changed = new[] { ("client_need", request.ClientNeedChangeBps), ("platform_rule", request.PlatformRuleChangeBps), ("market", request.MarketChangeBps) }.Where(rate => rate.Item2 > threshold).Select(rate => rate.Item1);
        return [new PatrolRecorded { Patrol = new Patrol { Principal = context.Principal, Findings = { request.Findings }, ReviewRates = { changed } } }];
    }

    /// <param name="parent">The account that the request names, as it is now; null for none.</param>
    public static IEnumerable<IMessage> SetTier(Aggregate<Account> account, SetTierRequest request, Account? parent)
    {
        MustGoOn(account.Root);
        var needed = request.Tier <= Tier.GlobalHq ? Tier.Unspecified : request.Tier - 1;
        if (needed == Tier.Unspecified ? parent is not null : parent is not { DeleteTime: null } || parent.Tier != needed || parent.Name == account.Name)
            throw new Refusal(ErrorReason.TierParentMissing, "parent_account", ("tier", Text(request.Tier)), ("needed", Text(needed)), ("parent", parent is null ? "-" : $"{parent.Name.LastId()} ({Text(parent.Tier)})"));
        return (account.Root.Tier, account.Root.ParentAccount) == (request.Tier, request.ParentAccount) ? [] : [new TierSet { Tier = request.Tier, ParentAccount = request.ParentAccount }];

        static string Text(Tier tier) => tier == Tier.Unspecified ? "-" : tier.WireName();
    }

    private static void Fold(Account account, PatrolRecorded recorded, DateTimeOffset time) =>
        account.Patrol = new(recorded.Patrol) { PatrolTime = time.ToTimestamp(), NextDueDate = DateOnly.FromDateTime(time.UtcDateTime).AddDays(DaysBetweenPatrols).ToDate() };
}
