using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>What a change outside has flagged, it does not flag again.</summary>
public sealed class KnowledgeChangeTests
{
    private static readonly ReportKnowledgeChangeRequest Law = new() { Trigger = Trigger.Policy, Tags = { "advertising", "prices" }, Reason = "New advertising law" };

    private readonly Aggregate<KnowledgeChange> _change = new("workspaces/acme/knowledge-changes/ad-law-2026");

    [Fact, Trait("row", "KNO-04")]
    public void Each_lesson_is_flagged_once_and_what_is_left_is_told()
    {
        Report(Law, ["a", "b"], 1);
        Report(Law, ["b", "c"], 0);
        (_change.Root.Trigger, _change.Root.Reason, _change.Root.RemainingCount).ShouldBe((Law.Trigger, Law.Reason, 0));
        _change.Root.Tags.ShouldBe(Law.Tags);
        _change.Root.FlaggedLessons.ShouldBe(["a", "b", "c"]);
        Report(Law, [], 0).ShouldBeEmpty();
        Report(Law, ["c"], 0).ShouldBeEmpty();
    }

    [Fact, Trait("row", "KNO-04")]
    public void A_change_that_is_linked_to_nothing_is_known_all_the_same()
    {
        Report(Law, [], 0).ShouldHaveSingleItem();
        Report(Law, [], 0).ShouldBeEmpty();
    }

    [Fact]
    public void Another_change_does_not_take_its_name()
    {
        Report(Law, [], 0);
        foreach (var other in new ReportKnowledgeChangeRequest[] { new(Law) { Trigger = Trigger.Market }, new(Law) { Reason = "Another law" }, new(Law) { Tags = { "more" } } })
            Should.Throw<Refusal>(() => Report(other, [], 0)).Reason.ShouldBe(ErrorReason.ResourceAlreadyExists);
    }

    private IMessage[] Report(ReportKnowledgeChangeRequest request, string[] lessons, int remaining)
    {
        IMessage[] events = [.. KnowledgeChangeDecider.Report(_change, request, lessons, remaining, Given.On(1))];
        foreach (var message in events)
            _change.Apply(new Recorded(message, _change.Version + 1, Given.On(1).Time), KnowledgeChangeDecider.Evolve);
        return events;
    }
}
