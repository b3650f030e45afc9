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
