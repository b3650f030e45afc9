using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Accounts;
using Level = OpsPlatform.Accounts.V1.Positioning.Types.Level;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;

namespace OpsPlatform.Domain.Tests.Accounts;

/// <summary>Every refusal that a decision about an account knows, provoked once, against the sentences that callers read.</summary>
public sealed class RefusalTests
{
    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "users/ann", "main", () => "made");
    private static readonly Platform Douyin = BuiltInPlatforms.All.Find("douyin", "acme")!;

    private static readonly Dictionary<ErrorReason, Func<IEnumerable<IMessage>>> Provocations = new()
    {
        [ErrorReason.UpdateMaskInvalid] = () => AccountDecider.Update(Given(), new() { Account = new(), UpdateMask = FieldMask.FromString("state") }, Context),
        [ErrorReason.PlatformBuiltIn] = () => PlatformDecider.Set(new("workspaces/acme/platforms/weibo"), new() { Name = "workspaces/acme/platforms/weibo" }, Context),
        [ErrorReason.AccountState] = () => AccountDecider.Suspend(Given(), new(), Context),
        [ErrorReason.AccountDeleted] = () => AccountDecider.Activate(Given(new AccountDeleted { Time = new Timestamp() }), new(), Context),
        [ErrorReason.SetupStepOrder] = () => AccountDecider.AdvanceSetup(Given(), new() { Step = SetupStep.Configured }, Context),
        [ErrorReason.AccountNotConfigured] = () => AccountDecider.Activate(Given(), new(), Context),
        [ErrorReason.PositioningLevelOrder] = () => AccountDecider.SetPositioning(Given(), new() { Focus = "spring" }, Context),
        [ErrorReason.PositioningLevelFixed] = () => AccountDecider.AdjustPositioning(Given(), new() { Level = Level.Track }, Context),
        [ErrorReason.CoreTagRepeated] = () => AccountDecider.SetCoreTags(Given(), new() { CoreTags = { new CoreTag { Tag = "a" }, new CoreTag { Tag = "A" } } }, Context),
        [ErrorReason.AuthorizationBeyondPlatform] = () => AccountDecider.Authorize(Given(), new() { RenewalsLeft = 6 }, Douyin, Context),
        [ErrorReason.AuthorizationTimeOver] = () => AccountDecider.Authorize(Given(), new() { ExpireTime = new Timestamp() }, Douyin, Context),
        [ErrorReason.TeamFull] = () => AccountDecider.AssignMember(Given(Enumerable.Range(0, 50).Select(i => new MemberAssigned { Person = new() { SubjectId = $"E{i}" }, Role = TeamRole.Assistant })), new() { Person = new() { SubjectId = "E50" } }, Context),
        [ErrorReason.MemberMissing] = () => AccountDecider.RemoveMember(Given(), new() { SubjectId = "E17", Role = TeamRole.Commander }, Context),
        [ErrorReason.HandoverPending] = () => AccountDecider.ProposeHandover(Given(Proposed), new() { Receiver = new() { SubjectId = "E21" } }, Context),
        [ErrorReason.HandoverMissing] = () => AccountDecider.ConfirmHandover(Given(), new(), Context),
        [ErrorReason.CustodianSame] = () => AccountDecider.ProposeHandover(Given(Proposed, new HandoverConfirmed()), new() { Receiver = new() { SubjectId = "E17" } }, Context),
        [ErrorReason.ServiceStepOrder] = () => AccountDecider.AdvanceServiceStep(Given(), new() { Step = ServiceStep.Goals }, Context),
        [ErrorReason.LinkToItself] = () => AccountDecider.Link(Given(), Given().Root),
        [ErrorReason.AccountsUnlinked] = () => AccountDecider.SyncCoreTags(Given(), new Account { Name = "other" }),
        [ErrorReason.CoreTagsMissing] = () => AccountDecider.SyncCoreTags(Given(new AccountLinked { Account = "other" }), new Account { Name = "other" }),
        [ErrorReason.TierParentMissing] = () => AccountDecider.SetTier(Given(), new() { Tier = Account.Types.Tier.LocalTeam }, null),
        [ErrorReason.DefenceLineMissing] = () => AccountDecider.Activate(Given(new AccountSetupAdvanced { Step = SetupStep.Configured }, new DefenceLinesSet { DefenceLines = { DefenceLine.DataEvidence } }), new(), Context),
        [ErrorReason.IncidentOpen] = () => AccountDecider.ReportIncident(Given(new IncidentReported()), new(), Context),
        [ErrorReason.IncidentOver] = () => AccountDecider.RestoreIncident(Given(), new(), Context),
        [ErrorReason.TrainingStepOrder] = () => AccountDecider.CompleteTraining(Given(new MemberAssigned { Person = new() { SubjectId = "E17" }, Role = TeamRole.Commander }), new() { SubjectId = "E17", Role = TeamRole.Commander, Step = 2 }, Context),
        [ErrorReason.AuthorizationNotRenewable] = () => AccountDecider.Renew(Given(), new(), Douyin, Context),
    };

    private static HandoverProposed Proposed => new() { Receiver = new() { SubjectId = "E17" }, Proposer = "users/bob" };

    /// <summary>That there is no such platform, only the server knows; teams are planned without an account (<see cref="TeamPlanTests"/>).</summary>
    private static readonly ErrorReason[] Elsewhere = [ErrorReason.PlatformUnknown, ErrorReason.HeadcountTooSmall, ErrorReason.DepartmentUnknown, ErrorReason.DirectorInexperienced, ErrorReason.TeamPostUnplaced, ErrorReason.CentreSeatsTaken, ErrorReason.OutsourcedInCentre];

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 200 and < 300).Except(Elsewhere), ErrorReason.UpdateMaskInvalid];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    private static Aggregate<Account> Given(params IEnumerable<IMessage> events)
    {
        var account = new Aggregate<Account>("workspaces/acme/accounts/main");
        foreach (var message in events.Prepend(new AccountCreated { Account = new Account { DisplayName = "Acme" } }))
            account.Apply(new Recorded(message, account.Version + 1, Context.Time), AccountDecider.Evolve);
        return account;
    }
}
