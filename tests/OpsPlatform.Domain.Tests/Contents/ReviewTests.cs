using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using static OpsPlatform.Domain.Tests.Contents.Story;
using Risk = OpsPlatform.Contents.V1.Content.Types.Risk;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>What an approval is worth, and when it is worth nothing any more.</summary>
public sealed class ReviewTests
{
    [Fact]
    public void The_hash_is_of_what_is_put_out_and_nothing_else()
    {
        var content = Made().Root;
        var reviewed = new Content { Account = content.Account, Kind = content.Kind, Title = content.Title, BodyText = content.BodyText };
        content.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(reviewed.ToByteArray())));
        ReviewedContent.Fields.ShouldBe(Content.Descriptor.Fields.InFieldNumberOrder().Skip(1).TakeWhile(field => field.Name != "classes").Select(field => field.Name));
    }

    [Theory]
    [InlineData(State.InReview)]
    [InlineData(State.Approved)]
    [InlineData(State.Scheduled)]
    public void A_change_voids_what_was_decided(object state)
    {
        var content = In((State)state);
        content.Root.State.ShouldBe((State)state);
        var before = content.Root.Sha256;
        content.Do(each => ContentDecider.Update(each, new() { Content = new Content { BodyText = "Eight leaves." } }, By(Bob)));
        (content.Root.State, content.Root.Review, content.Root.PublishTime, content.Root.SlotTime, content.Root.Version).ShouldBe((State.Draft, null, null, null, 2));
        content.Root.Sha256.ShouldNotBe(before);
        content.Root.Authors.ShouldBe([Ann, Bob]);
        content.Find<ContentVersion>("versions/2")!.Content.BodyText.ShouldBe("Eight leaves.");
    }

    [Fact]
    public void What_is_for_planning_voids_nothing_and_can_change_when_it_is_out()
    {
        var content = Published();
        var before = content.Root.Sha256;
        var events = ContentDecider.Update(content, new() { Content = new Content { Labels = { "spring" }, Classes = { "know-how" } } }, By(Ann)).ToList();
        events.ShouldHaveSingleItem().ShouldBeOfType<ContentEdited>().Paths.ShouldBe(["classes", "labels"]);
        content.Do(_ => events);
        (content.Root.State, content.Root.Sha256, content.Root.Version).ShouldBe((State.Published, before, 1));
        Should.Throw<Refusal>(() => ContentDecider.Update(content, new() { Content = new Content { Title = "Coffee" } }, By(Ann))).Reason.ShouldBe(ErrorReason.ContentState);
    }

    [Fact]
    public void A_legal_review_goes_with_the_text_and_a_letter_stays()
    {
        var content = Made(new Content(Draft) { Risk = Risk.Red })
            .Do(each => ContentDecider.RecordLetter(each, new() { Signer = "kol-17" }, By(Ann)))
            .Do(each => ContentDecider.RecordLegalReview(each, new() { Sha256 = each.Root.Sha256 }, ["legal"], By(Bob)));
        content.Root.Clearances.Count.ShouldBe(2);
        ContentDecider.RecordLetter(content, new() { Signer = "kol-17" }, By(Ann)).ShouldBeEmpty();
        content.Do(each => ContentDecider.Update(each, new() { Content = new Content { BodyText = "Eight leaves." } }, By(Ann)));
        content.Root.Clearances.ShouldHaveSingleItem().Kind.ShouldBe(Clearance.Types.Kind.ComplianceLetter);
    }

    [Fact]
    public void A_hold_stops_the_clock_and_the_next_stage_has_its_own()
    {
        var day = Duration.FromTimeSpan(TimeSpan.FromDays(1));
        var chain = new ReviewChain { Stages = { new ReviewStage { RoleId = "legal", Deadline = day }, new ReviewStage { RoleId = "legal", Deadline = day, EscalationRoleId = "admin" } } };
        var content = Submitted(chain: chain);
        ContentDecider.DueTime(content.Root).ShouldBe(Now.AddDays(1));
        content.Do(each => ContentDecider.Review(each, Decision(each, Verdict.Hold, "Asked."), ["legal"], By(Bob)));
        ContentDecider.DueTime(content.Root).ShouldBeNull();
        ContentDecider.Tick(content, By(Ann, Now.AddDays(9))).ShouldBeEmpty();

        content.Do(each => ContentDecider.Review(each, Decision(each, Verdict.Approve), ["legal"], By(Bob)), Now.AddDays(9));
        (content.Root.Review.Hold, ContentDecider.DueTime(content.Root)).ShouldBe((null, Now.AddDays(10)));
        ContentDecider.Tick(content, By(Ann, Now.AddDays(10).AddTicks(-1))).ShouldBeEmpty();
        content.Do(each => ContentDecider.Tick(each, By(Ann, Now.AddDays(10))));
        ContentDecider.Tick(content, By(Ann, Now.AddDays(11))).ShouldBeEmpty();
        content.Do(each => ContentDecider.Review(each, Decision(each, Verdict.Approve), ["admin"], By("users/cid")));
        (content.Root.State, content.Root.Review.Approvals[1].RoleId).ShouldBe((State.Approved, "admin"));
    }

    [Fact]
    public void Named_reviewers_are_enough_when_each_stage_can_have_one_of_its_own()
    {
        Set(Named("a", "b"), Named("a"), Named()).ShouldHaveSingleItem();
        Set(Named("a", "b"), Named("b", "c"), Named("c", "a")).ShouldHaveSingleItem();
        Should.Throw<Refusal>(() => Set(Named("a"), Named("a")).ToList()).Reason.ShouldBe(ErrorReason.ReviewChainUnfillable);

        static ReviewStage Named(params string[] reviewers) => new() { RoleId = "legal", Reviewers = { reviewers } };

        static IEnumerable<IMessage> Set(params ReviewStage[] stages) => ReviewChainDecider.Set(new(One.Name), new() { Name = One.Name, Stages = { stages } }, By(Ann));
    }

    private static Aggregate<Content> In(State state) => state switch
    {
        State.InReview => Submitted(),
        State.Approved => Approved(),
        _ => Approved().Do(content => ContentDecider.Schedule(content, new() { PublishTime = Now.AddDays(1).ToTimestamp() }, Main, By(Ann))),
    };
}
