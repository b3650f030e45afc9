using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using static OpsPlatform.Domain.Tests.Contents.Story;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>What holds after every history of attempts, by two people, with time passing.</summary>
public sealed class HistoryTests
{
    private static readonly ReviewChain Chain = new()
    {
        Name = "workspaces/acme/review-chains/two",
        Stages = { new ReviewStage { RoleId = "planner", SelfReview = true, Deadline = Duration.FromTimeSpan(TimeSpan.FromHours(2)) }, new ReviewStage { RoleId = "legal" } },
    };

    private static readonly State[] Out = [State.Approved, State.Scheduled, State.Missed, State.Published, State.Live, State.TakenDown, State.Removed];

    private static readonly Verb[] Idempotent = [Verb.Submit, Verb.Withdraw, Verb.Schedule, Verb.Confirm, Verb.Remove, Verb.Report, Verb.TakeDown, Verb.Close];

    [Fact]
    public void What_is_out_was_approved_by_two_people_exactly_as_it_is() => ForAll(steps =>
    {
        var content = Made();
        foreach (var step in steps)
        {
            Try(content, step);
            if (!Out.Contains(content.Root.State))
                continue;
            var approvals = content.Root.Review.Approvals;
            approvals.Select(approval => approval.Principal).Distinct().Count().ShouldBe(2);
            approvals.ShouldAllBe(approval => approval.Sha256 == content.Root.Sha256);
            content.Root.Authors.ShouldNotContain(approvals[1].Principal);
            content.Root.Sha256.ShouldBe(ReviewedContent.Sha256(content.Root));
        }
    });

    [Fact]
    public void Folding_in_two_parts_is_folding_at_once_and_what_is_stored_decodes() => ForAll(steps =>
    {
        var (content, events) = (Made(), new List<Recorded>());
        foreach (var step in steps)
            events.AddRange(Try(content, step));
        var half = Fold(Made(), events.Take(events.Count / 2));
        var second = Fold(new Aggregate<Content>(Name, half.Version, half.Root.Clone()), events.Skip(events.Count / 2).Select(each => each with { Message = Decoded(each.Message) }));
        (second.Version, second.Root).ShouldBe((content.Version, content.Root));
    });

    [Fact]
    public void A_repeat_changes_nothing_and_the_histories_tried_reach_every_state()
    {
        var reached = new HashSet<State>();
        State[] states = [.. System.Enum.GetValues<State>().Except([State.Unspecified, State.Rejected])];

        // Some states need a row of lucky steps before them.
        for (var round = 0; round < 20 && reached.Count < states.Length; round++)
        {
            ForAll(steps =>
            {
                var content = Made();
                foreach (var step in steps)
                {
                    if (Try(content, step).Count > 0 && Idempotent.Contains(step.Verb))
                        Decide(content, step with { Hours = 0 }).ShouldBeEmpty($"{step} in {content.Root.State}");
                    reached.Add(content.Root.State);
                }
            });
        }

        reached.ShouldBe(states, ignoreOrder: true);
    }

    private static void ForAll(Action<Step[]> holds)
    {
        var verbs = Gen.Frequency(
            (12, Gen.Elements(Verb.Submit, Verb.Approve, Verb.Approve, Verb.Publish, Verb.Schedule, Verb.Confirm)),
            (2, Gen.Elements(Verb.Edit, Verb.Hold, Verb.Change, Verb.Reject, Verb.Withdraw)),
            (3, Gen.Elements(Verb.Report, Verb.TakeDown, Verb.Close, Verb.Remove, Verb.Tick)));
        var step = from verb in verbs from byAnn in Gen.Elements(true, false) from hours in Gen.Choose(0, 3) select new Step(verb, byAnn ? Ann : Bob, hours);
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(400).WithEndSize(60), Prop.ForAll(Arb.From(step.ArrayOf()), holds));
    }

    private static List<Recorded> Try(Aggregate<Content> content, Step step)
    {
        try
        {
            var time = Time(content, step.Hours);
            List<Recorded> events = [.. Decide(content, step).Select((message, i) => new Recorded(message, content.Version + 1 + i, time))];
            Fold(content, events);
            return events;
        }
        catch (Refusal)
        {
            return [];
        }
    }

    private static IEnumerable<IMessage> Decide(Aggregate<Content> content, Step step)
    {
        var (root, context) = (content.Root, By(step.Principal, Time(content, step.Hours)));
        return step.Verb switch
        {
            Verb.Edit => ContentDecider.Update(content, new() { Content = new Content { BodyText = $"Version {root.Version + 1}" } }, context),
            Verb.Submit => ContentDecider.Submit(content, new(), Chain, Checked(content), context),
            Verb.Approve => Review(Verdict.Approve),
            Verb.Hold => Review(Verdict.Hold),
            Verb.Change => Review(Verdict.RequestChanges),
            Verb.Reject => Review(Verdict.Reject),
            Verb.Withdraw => ContentDecider.Withdraw(content, new(), context),
            Verb.Schedule => ContentDecider.Schedule(content, new() { PublishTime = Now.AddYears(1).ToTimestamp() }, Main, context),
            Verb.Publish => ContentDecider.Publish(content, new() { Sha256 = root.Sha256 }, Main, context),
            Verb.Confirm => ContentDecider.ConfirmLive(content, new(), context),
            Verb.Remove => ContentDecider.ReportRemoval(content, new() { Reason = "Gone" }, context),
            Verb.Report => ContentDecider.ReportViolation(content, new() { Violation = "Old price" }, context),
            Verb.TakeDown => ContentDecider.TakeDown(content, new() { Reason = "Old price" }, context),
            Verb.Close => ContentDecider.CloseTakedown(content, new() { Apology = "Sorry", Lesson = "workspaces/acme/lessons/old-prices" }, context),
            _ => ContentDecider.Tick(content, context with { Time = ContentDecider.DueTime(root)?.AddTicks(10) ?? context.Time }),
        };

        IEnumerable<IMessage> Review(Verdict verdict) => ContentDecider.Review(content, Decision(content, verdict, "Because."), ["planner", "legal"], context);
    }

    /// <summary>No event comes before the one before it.</summary>
    private static DateTimeOffset Time(Aggregate<Content> content, int hours) => content.Root.UpdateTime.ToDateTimeOffset().AddHours(hours);

    private static Aggregate<Content> Fold(Aggregate<Content> content, IEnumerable<Recorded> events)
    {
        foreach (var recorded in events)
            content.Apply(recorded, ContentDecider.Evolve);
        return content;
    }

    private static IMessage Decoded(IMessage message) => JsonParser.Default.Parse(JsonFormatter.Default.Format(message), message.Descriptor);

    private enum Verb
    {
        Edit,
        Submit,
        Approve,
        Hold,
        Change,
        Reject,
        Withdraw,
        Schedule,
        Publish,
        Confirm,
        Remove,
        Report,
        TakeDown,
        Close,
        Tick,
    }

    private sealed record Step(Verb Verb, string Principal, int Hours);
}
