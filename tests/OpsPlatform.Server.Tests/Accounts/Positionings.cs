using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Code = OpsPlatform.Accounts.V1.MatrixFinding.Types.Code;
using Completeness = OpsPlatform.Accounts.V1.Positioning.Types.Completeness;
using Level = OpsPlatform.Accounts.V1.Positioning.Types.Level;
using Tier = OpsPlatform.Accounts.V1.Account.Types.Tier;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>What accounts stand for, one by one and together.</summary>
public sealed class Positionings(RunningServer server) : AccountTest(server)
{
    [Fact, Trait("row", "ACC-01")]
    public async Task A_positioning_has_three_levels_each_on_the_one_before()
    {
        var name = (await CreateAsync()).Name;
        (await Accounts.SetPositioningAsync(new() { Name = name, SubPositions = { "interviews" } }).Refused(ErrorReason.PositioningLevelOrder)).Info.Metadata["needed"].ShouldBe("LEVEL_TRACK");
        var first = (await Accounts.SetPositioningAsync(new() { Name = name, Track = "workplace English" })).Positioning;
        (first.Completeness, first.MissingLevels).ShouldBe((Completeness.Incomplete, [Level.SubPosition, Level.Focus]));
        await Accounts.SetPositioningAsync(new() { Name = name, Focus = "spring" }).Refused(ErrorReason.PositioningLevelOrder);
        var whole = (await Accounts.SetPositioningAsync(new() { Name = name, SubPositions = { "interviews" }, Focus = "spring recruiting" })).Positioning;
        (whole.Track, whole.Completeness, whole.MissingLevels.Count).ShouldBe(("workplace English", Completeness.Complete, 0));
    }

    [Fact, Trait("row", "ACC-03")]
    public async Task The_focus_follows_the_season_and_what_it_was_can_be_read()
    {
        var name = (await CreateAsync()).Name;
        await Accounts.SetPositioningAsync(new() { Name = name, Track = "travel", SubPositions = { "family" }, Focus = "skiing" });
        var spring = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));

        await Accounts.AdjustPositioningAsync(new() { Name = name, Level = Level.Track, Focus = "food", Reason = "Season" }).Refused(ErrorReason.PositioningLevelFixed);
        var adjusted = await Accounts.AdjustPositioningAsync(new() { Name = name, Level = Level.Focus, Focus = "beaches", Reason = "Summer" });

        (adjusted.Positioning.Track, adjusted.Positioning.Focus, adjusted.Positioning.FocusReason).ShouldBe(("travel", "beaches", "Summer"));
        (await Accounts.GetAccountAsync(new() { Name = name, ReadTime = spring.ToTimestamp() })).Positioning.Focus.ShouldBe("skiing");
        (await Accounts.GetAccountAsync(new() { Name = name, ReadTime = spring.AddDays(1).ToTimestamp() })).ShouldBe(adjusted);
        await Accounts.GetAccountAsync(new() { Name = name, ReadTime = spring.AddDays(-1).ToTimestamp() }).Refused(ErrorReason.ResourceNotFound);
        var events = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\" AND type = \"positioning_adjusted\"" })).Events;
        events.ShouldHaveSingleItem().DataJson.ShouldSatisfyAllConditions(json => json.ShouldContain("skiing"), json => json.ShouldContain("beaches"));
    }

    [Fact, Trait("row", "ACC-02")]
    public async Task One_or_two_core_tags_and_a_warning_when_they_are_of_different_industries()
    {
        var name = (await CreateAsync()).Name;
        await TagAsync().Refused(ErrorReason.InvalidField);
        await TagAsync(("a", "x"), ("b", "x"), ("c", "x")).Refused(ErrorReason.InvalidField);
        await TagAsync(("parenting", "mother-baby"), ("Parenting", "mother-baby")).Refused(ErrorReason.CoreTagRepeated);
        (await TagAsync(("parenting", "mother-baby"))).Warnings.ShouldBeEmpty();
        (await TagAsync(("parenting", "mother-baby"), ("reviews", "mother-baby"))).Warnings.ShouldBeEmpty();
        (await TagAsync(("parenting", "mother-baby"), ("cars", "automotive"))).Warnings.ShouldHaveSingleItem().Code.ShouldBe(AccountWarning.Types.Code.PositioningBlurred);

        Grpc.Core.AsyncUnaryCall<Account> TagAsync(params (string Tag, string Industry)[] tags) =>
            Accounts.SetCoreTagsAsync(new() { Name = name, CoreTags = { tags.Select(tag => new CoreTag { Tag = tag.Tag, Industry = tag.Industry }) } });
    }

    [Fact, Trait("row", "ACC-04")]
    public async Task A_strategy_that_does_not_fit_the_brand_stays_a_draft()
    {
        var name = (await CreateAsync()).Name;
        var draft = await StrategyAsync(Strategy.Types.Kind.Content, brandFit: false);
        (draft.State, draft.Reason).ShouldBe((Strategy.Types.State.Draft, Strategy.Types.Reason.BrandMisfit));
        (await StrategyAsync(Strategy.Types.Kind.Service, brandFit: true)).State.ShouldBe(Strategy.Types.State.Active);
        (await StrategyAsync(Strategy.Types.Kind.Content, brandFit: true)).State.ShouldBe(Strategy.Types.State.Active);
        (await Accounts.GetAccountAsync(new() { Name = name })).Strategies.Count.ShouldBe(2);

        async Task<Strategy> StrategyAsync(Strategy.Types.Kind kind, bool brandFit) =>
            (await Accounts.SetStrategyAsync(new() { Name = name, Kind = kind, Statement = "Stories of customers", BrandFit = brandFit })).Strategies.Single(strategy => strategy.Kind == kind);
    }

    [Fact, Trait("row", "ACC-07")]
    public async Task Linked_accounts_sync_their_tags_once_and_the_unlinked_are_told_of()
    {
        var (first, second, third) = ((await CreateAsync("weibo", "FR")).Name, (await CreateAsync("zhihu", "FR")).Name, (await CreateAsync("bilibili", "FR")).Name);
        await Accounts.SetCoreTagsAsync(new() { Name = first, CoreTags = { new CoreTag { Tag = "wine", Industry = "food" } } });
        await Accounts.SyncCoreTagsAsync(new() { Name = second, Source = first }).Refused(ErrorReason.AccountsUnlinked);
        await Accounts.LinkAccountAsync(new() { Name = first, Other = first }).Refused(ErrorReason.LinkToItself);
        var linked = await Accounts.LinkAccountAsync(new() { Name = first, Other = second });
        (await Accounts.LinkAccountAsync(new() { Name = second, Other = first })).Links.ShouldBeEmpty("it is linked from the other side");
        linked.Links.ShouldBe([second]);

        var synced = await Accounts.SyncCoreTagsAsync(new() { Name = second, Source = first });
        synced.CoreTags.ShouldBe(linked.CoreTags);
        (await Accounts.SyncCoreTagsAsync(new() { Name = second, Source = first })).Etag.ShouldBe(synced.Etag);
        (await UnsyncedAsync()).ShouldBe([third]);

        await Accounts.UnlinkAccountAsync(new() { Name = first, Other = second });
        (await UnsyncedAsync()).ShouldBe([first, second, third], ignoreOrder: true);

        async Task<IEnumerable<string>> UnsyncedAsync() =>
            (await Accounts.GetMatrixAsync(new() { Parent = Workspace, RegionCode = "FR" })).Findings.Single(finding => finding.Code == MatrixFinding.Types.Code.Unsynced).Accounts;
    }

    [Fact, Trait("row", "ACC-05"), Trait("row", "ACC-06")]
    public async Task The_matrix_tells_what_single_markets_lack()
    {
        var first = await CreateAsync("channels", "DE");
        (await FindingsAsync()).ShouldBe(["SingleAccountRisk", "LinksMissing wechat-group mini-program wecom"]);

        var second = await CreateAsync("wechat-group", "DE");
        await Accounts.SetCoreTagsAsync(new() { Name = first.Name, CoreTags = { new CoreTag { Tag = "Photography", Industry = "travel" } } });
        await Accounts.SetCoreTagsAsync(new() { Name = second.Name, CoreTags = { new CoreTag { Tag = "photography", Industry = "travel" } } });
        (await FindingsAsync()).ShouldBe(["TagOverlap photography", "LinksMissing mini-program wecom"]);

        await Accounts.SetCoreTagsAsync(new() { Name = second.Name, CoreTags = { new CoreTag { Tag = "food", Industry = "travel" } } });
        await CreateAsync("mini-program", "DE");
        await CreateAsync("wecom", "DE");
        (await FindingsAsync()).ShouldBeEmpty();

        async Task<IEnumerable<string>> FindingsAsync() => (await Accounts.GetMatrixAsync(new() { Parent = Workspace, RegionCode = "DE" })).Findings.Where(finding => finding.Code != MatrixFinding.Types.Code.Unsynced)
            .Select(finding => string.Join(' ', [$"{finding.Code}", .. finding.Tag.Length > 0 ? new[] { finding.Tag.ToLowerInvariant() } : [], .. finding.Platforms.Select(platform => platform.Split('/')[^1])]));
    }

    [Fact, Trait("row", "ACC-10")]
    public async Task A_patrol_is_due_every_five_days_and_tells_what_has_changed_too_much()
    {
        var name = (await CreateAsync("weibo", "IT")).Name;
        var other = (await CreateAsync("douyin", "IT")).Name;
        var patrol = (await Accounts.RecordPatrolAsync(new() { Name = name, Findings = { "Scripts wait" }, ClientNeedChangeBps = 2000, MarketChangeBps = 2001 })).Patrol;
        (patrol.Findings, patrol.ReviewRates).ShouldBe((["Scripts wait"], ["market"]));
        await Accounts.RecordPatrolAsync(new() { Name = other });
        Server.Clock.Leap(TimeSpan.FromDays(5));
        (await FindingsAsync()).ShouldBe([(Code.ProcessReview, name, "market")]);
        await Accounts.RecordPatrolAsync(new() { Name = name });
        Server.Clock.Leap(TimeSpan.FromDays(1));
        (await FindingsAsync()).ShouldBe([(Code.PatrolOverdue, other, "")]);

        async Task<IEnumerable<(Code, string, string)>> FindingsAsync() =>
            (await Accounts.GetMatrixAsync(new() { Parent = Workspace, RegionCode = "IT" })).Findings.Where(finding => finding.Code >= Code.PatrolOverdue).Select(finding => (finding.Code, finding.Accounts.Single(), string.Join(' ', finding.Rates)));
    }

    [Fact, Trait("row", "ACC-18")]
    public async Task A_local_team_is_below_a_region_and_a_region_below_the_headquarters()
    {
        var (hq, region, local) = ((await CreateAsync()).Name, (await CreateAsync()).Name, (await CreateAsync()).Name);
        await Accounts.SetTierAsync(new() { Name = local, Tier = Tier.LocalTeam }).Refused(ErrorReason.TierParentMissing);
        await Accounts.SetTierAsync(new() { Name = hq, Tier = Tier.GlobalHq });
        (await Accounts.SetTierAsync(new() { Name = local, Tier = Tier.LocalTeam, ParentAccount = hq }).Refused(ErrorReason.TierParentMissing)).Info.Metadata["needed"].ShouldBe("REGIONAL_CENTRE");
        await Accounts.SetTierAsync(new() { Name = region, Tier = Tier.RegionalCentre, ParentAccount = hq });
        var set = await Accounts.SetTierAsync(new() { Name = local, Tier = Tier.LocalTeam, ParentAccount = region });
        (set.Tier, set.ParentAccount).ShouldBe((Tier.LocalTeam, region));
        (await Accounts.SetTierAsync(new() { Name = local, Tier = Tier.LocalTeam, ParentAccount = region })).Etag.ShouldBe(set.Etag);
        await Accounts.SetTierAsync(new() { Name = hq, Tier = Tier.GlobalHq, ParentAccount = region }).Refused(ErrorReason.TierParentMissing);
        (await Accounts.ListAccountsAsync(new() { Parent = Workspace, Filter = $"parent_account = \"{region}\"" })).Accounts.ShouldHaveSingleItem().Name.ShouldBe(local);
    }
}
