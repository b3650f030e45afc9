using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Contents;
using Outcome = OpsPlatform.Contents.V1.Takedown.Types.Outcome;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>The hour within which a violation has to be gone.</summary>
public sealed class TakingDown(RunningServer server) : ContentTest(server)
{
    [Theory, Trait("row", "CON-19"), Trait("row", "RSK-10")]
    [InlineData(3600, Outcome.InSla)]
    [InlineData(3601, Outcome.Breach)]
    public async Task Down_after_an_hour_is_in_time_and_a_second_later_it_is_not(int seconds, object outcome)
    {
        var content = await ViolatingAsync();
        Server.Clock.Leap(TimeSpan.FromSeconds(seconds));
        var down = await Contents.TakeDownContentAsync(new() { Name = content.Name, Reason = "Names a competitor", EvidenceSha256 = Evidence });
        (down.State, down.Takedown.Outcome, down.Takedown.DownTime).ShouldBe((State.TakenDown, (Outcome)outcome, down.UpdateTime));
        (await Contents.TakeDownContentAsync(new() { Name = content.Name, Reason = "Again" })).ShouldBe(down);
    }

    [Fact, Trait("row", "RSK-10")]
    public async Task The_platform_tells_by_itself_and_once_that_the_hour_is_over()
    {
        var content = await ViolatingAsync();
        foreach (var seconds in new[] { 3600, 1, 1 })
        {
            Server.Clock.Leap(TimeSpan.FromSeconds(seconds));
            await Server.RunOnceAsync<ContentClock>();
        }

        (await Contents.GetContentAsync(new() { Name = content.Name })).Takedown.Outcome.ShouldBe(Outcome.Breach);
        (await EventsAsync(content.Name)).Count(type => type == "takedown_breached").ShouldBe(1);
        (await Contents.ReportViolationAsync(new() { Name = content.Name, Violation = "Another" })).Takedown.Violation.ShouldBe("Names a competitor");
    }

    [Theory, Trait("row", "CON-19"), Trait("row", "RSK-10")]
    [InlineData(1000, false)]
    [InlineData(1100, true)]
    public async Task A_matter_is_closed_with_an_apology_and_ten_percent_of_negative_voices_are_borne(int negativeBps, bool exceeded)
    {
        var content = await ViolatingAsync();
        await Contents.CloseTakedownAsync(new() { Name = content.Name, Apology = "Sorry." }).Refused(ErrorReason.ContentState);
        await Contents.TakeDownContentAsync(new() { Name = content.Name, Reason = "Names a competitor" });
        (await Contents.CloseTakedownAsync(new() { Name = content.Name }).Refused(ErrorReason.ContentApologyMissing)).Code.ShouldBe(Grpc.Core.StatusCode.FailedPrecondition);
        await Contents.CloseTakedownAsync(new() { Name = content.Name, Apology = "We are sorry." }).Refused(ErrorReason.ContentLessonMissing);
        await Contents.CloseTakedownAsync(new() { Name = content.Name, Apology = "We are sorry.", Lesson = $"{Workspace}/lessons/nothing" }).Refused(ErrorReason.ResourceNotFound);
        var lesson = await Server.Operator.Campaigns.CreateLessonAsync(new() { Parent = Workspace, Lesson = new() { DisplayName = "Competitors", Situation = "A video named one." } });
        var closed = await Contents.CloseTakedownAsync(new() { Name = content.Name, Apology = "We are sorry.", NegativeShareBps = negativeBps, Lesson = lesson.Name });
        closed.Takedown.Lesson.ShouldBe(lesson.Name);
        (closed.Takedown.Apology, closed.Takedown.NegativeExceeded, closed.Takedown.CloseTime).ShouldBe(("We are sorry.", exceeded, closed.UpdateTime));
        (await Contents.CloseTakedownAsync(new() { Name = content.Name, Apology = "Again." })).ShouldBe(closed);
    }

    [Fact]
    public async Task What_happened_earlier_is_recorded_as_of_then_and_not_before_it_was_found()
    {
        var found = Server.Clock.GetUtcNow();
        var content = await PublishedAsync();
        await Contents.ReportViolationAsync(new() { Name = content.Name, Violation = "Old price", FindTime = Server.Clock.GetUtcNow().AddSeconds(1).ToTimestamp() }).Refused(ErrorReason.ContentTimeAhead);
        await Contents.ReportViolationAsync(new() { Name = content.Name, Violation = "Old price", FindTime = found.ToTimestamp() });
        await Contents.TakeDownContentAsync(new() { Name = content.Name, Reason = "Old price", DownTime = found.AddSeconds(-1).ToTimestamp() }).Refused(ErrorReason.ContentTakedownTooEarly);
        var down = await Contents.TakeDownContentAsync(new() { Name = content.Name, Reason = "Old price", DownTime = found.ToTimestamp() });
        down.Takedown.DueTime.ToDateTimeOffset().ShouldBe(found.AddHours(1));
    }

    private async Task<Content> ViolatingAsync() =>
        await Contents.ReportViolationAsync(new() { Name = (await PublishedAsync()).Name, Violation = "Names a competitor" });
}
