using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Every refusal that a decision about a campaign knows, provoked once, against the sentences that callers read.</summary>
public sealed class RefusalTests
{
    private static readonly DecisionContext Context = Given.On(1);

    private static readonly Dictionary<ErrorReason, Func<IEnumerable<IMessage>>> Provocations = new()
    {
        [ErrorReason.UpdateMaskInvalid] = () => CampaignDecider.Update(Given.Planned(), new() { Campaign = new(), UpdateMask = FieldMask.FromString("state") }, Context),
        [ErrorReason.CampaignState] = () => CampaignDecider.Pause(Given.Planned(), new(), Context),
        [ErrorReason.CampaignDeleted] = () => CampaignDecider.Start(Given.Planned(new CampaignDeleted { Time = new Timestamp() }), new(), Context),
        [ErrorReason.CampaignPeriodInvalid] = () => CampaignDecider.Create(Given.Planned(), new() { Campaign = new() { StartDate = Given.Day(2), EndDate = Given.Day(1) } }, Context),
        [ErrorReason.CampaignCurrencyMissing] = () => CampaignDecider.Create(Given.Planned(), new() { Campaign = new() { StartDate = Given.Day(1), NeededAmountMicros = 1 } }, Context),
        [ErrorReason.CampaignAccountNotConfigured] = () => CampaignDecider.LinkAccounts(Given.Planned(), [new Account { Name = "a" }]),
        [ErrorReason.CampaignAccountsFull] = () => CampaignDecider.LinkAccounts(Given.Planned(), [.. Enumerable.Range(0, 201).Select(i => new Account { Name = $"a{i}", SetupStep = Account.Types.SetupStep.Configured })]),
    };

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 600 and < 700), ErrorReason.UpdateMaskInvalid];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }
}
