using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Level = OpsPlatform.Accounts.V1.Positioning.Types.Level;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    public static IEnumerable<IMessage> SetPositioning(Aggregate<Account> account, SetPositioningRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var before = account.Root.Positioning ?? new Positioning();
        var after = new PositioningSet
        {
            Track = request.Track.Length > 0 ? request.Track : before.Track,
            SubPositions = { request.SubPositions.Count > 0 ? request.SubPositions : before.SubPositions },
            Focus = request.Focus.Length > 0 ? request.Focus : before.Focus,
        };
        MustFollow(Level.SubPosition, after.SubPositions.Count > 0, Level.Track, after.Track.Length > 0);
        MustFollow(Level.Focus, after.Focus.Length > 0, Level.SubPosition, after.SubPositions.Count > 0);
        return (after.Track, after.Focus) == (before.Track, before.Focus) && after.SubPositions.Equals(before.SubPositions) ? [] : [after];
    }

    public static IEnumerable<IMessage> AdjustPositioning(Aggregate<Account> account, AdjustPositioningRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        if (request.Level != Level.Focus)
            throw new Refusal(ErrorReason.PositioningLevelFixed, "level", ("level", Name(request.Level)));
        var positioning = account.Root.Positioning;
        MustFollow(Level.Focus, true, Level.SubPosition, positioning is { SubPositions.Count: > 0 });
        return positioning!.Focus == request.Focus ? [] : [new PositioningAdjusted { Before = positioning.Focus, After = request.Focus, Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> SetCoreTags(Aggregate<Account> account, SetCoreTagsRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var tags = request.CoreTags;
        if (tags.Select(tag => tag.Tag).Distinct(StringComparer.OrdinalIgnoreCase).Count() < tags.Count)
            throw new Refusal(ErrorReason.CoreTagRepeated, "core_tags", ("tag", tags[0].Tag));
        return account.Root.CoreTags.Equals(tags) ? [] : [new CoreTagsSet { CoreTags = { tags } }];
    }

    public static IEnumerable<IMessage> SetStrategy(Aggregate<Account> account, SetStrategyRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var set = new StrategySet { Kind = request.Kind, Statement = request.Statement, BrandFit = request.BrandFit };
        return account.Root.Strategies.FirstOrDefault(strategy => strategy.Kind == set.Kind) is { } now && now.Equals(Of(set)) ? [] : [set];
    }

    /// <param name="other">The account that it is linked with.</param>
    public static IEnumerable<IMessage> Link(Aggregate<Account> account, Account other)
    {
        MustGoOn(account.Root);
        if (other.Name == account.Name)
            throw new Refusal(ErrorReason.LinkToItself, "other", ("account", account.Name));
        return AreLinked(account.Root, other) ? [] : [new AccountLinked { Account = other.Name }];
    }

    public static IEnumerable<IMessage> Unlink(Aggregate<Account> account, UnlinkAccountRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        return account.Root.Links.Contains(request.Other) ? [new AccountUnlinked { Account = request.Other }] : [];
    }

    /// <param name="source">The account whose tags are taken over.</param>
    public static IEnumerable<IMessage> SyncCoreTags(Aggregate<Account> account, Account source)
    {
        MustGoOn(account.Root);
        if (!AreLinked(account.Root, source))
            throw new Refusal(ErrorReason.AccountsUnlinked, "source", ("account", account.Name), ("source", source.Name));
        if (source.CoreTags.Count == 0)
            throw new Refusal(ErrorReason.CoreTagsMissing, "source", ("source", source.Name));
        return account.Root.CoreTags.Equals(source.CoreTags) ? [] : [new CoreTagsSet { CoreTags = { source.CoreTags } }];
    }

    private static bool AreLinked(Account one, Account other) => one.Links.Contains(other.Name) || other.Links.Contains(one.Name);

    private static Strategy Of(StrategySet set) => new()
    {
        Kind = set.Kind,
        Statement = set.Statement,
        State = set.BrandFit ? Strategy.Types.State.Active : Strategy.Types.State.Draft,
        Reason = set.BrandFit ? Strategy.Types.Reason.Unspecified : Strategy.Types.Reason.BrandMisfit,
    };

    private static void Fold(Account account, StrategySet set)
    {
        var others = account.Strategies.Where(strategy => strategy.Kind != set.Kind).Append(Of(set)).OrderBy(strategy => strategy.Kind).ToArray();
        account.Strategies.Clear();
        account.Strategies.Add(others);
    }

    private static void MustFollow(Level level, bool isSet, Level needed, bool isThere)
    {
        if (isSet && !isThere)
            throw new Refusal(ErrorReason.PositioningLevelOrder, "", ("level", Name(level)), ("needed", Name(needed)));
    }

    private static string Name(Level level) => $"LEVEL_{level.WireName()}";

    /// <summary>Says what is missing of it.</summary>
    private static void Complete(Positioning positioning)
    {
        positioning.MissingLevels.Clear();
        if (positioning.SubPositions.Count == 0)
            positioning.MissingLevels.Add(Level.SubPosition);
        if (positioning.Focus.Length == 0)
            positioning.MissingLevels.Add(Level.Focus);
        positioning.Completeness = positioning.MissingLevels.Count == 0 ? Positioning.Types.Completeness.Complete : Positioning.Types.Completeness.Incomplete;
    }
}
