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
        [ErrorReason.CampaignDeleted] = () => CampaignDecider.Start(Given.Planned(new CampaignDeleted { Time = new Timestamp() }), new(), [], Context),
        [ErrorReason.CampaignPeriodInvalid] = () => CampaignDecider.Create(Given.Planned(), new() { Campaign = new() { StartDate = Given.Day(2), EndDate = Given.Day(1) } }, Context),
        [ErrorReason.CampaignCurrencyMissing] = () => CampaignDecider.Create(Given.Planned(), new() { Campaign = new() { StartDate = Given.Day(1), NeededAmountMicros = 1 } }, Context),
        [ErrorReason.CampaignAccountNotConfigured] = () => CampaignDecider.LinkAccounts(Given.Planned(), [new Account { Name = "a" }]),
        [ErrorReason.CampaignAccountsFull] = () => CampaignDecider.LinkAccounts(Given.Planned(), [.. Enumerable.Range(0, 201).Select(i => new Account { Name = $"a{i}", SetupStep = Account.Types.SetupStep.Configured })]),
        [ErrorReason.CampaignDateOutOfRange] = () => CampaignDecider.Create(Given.Planned(), new() { Campaign = new() { StartDate = new() { Year = 2201, Month = 1, Day = 1 } } }, Context),
        [ErrorReason.CampaignNotReady] = () => CampaignDecider.Start(Given.Planned(), new(), [new PreflightFinding { Code = PreflightFinding.Types.Code.BudgetShort }], Context),
        [ErrorReason.CampaignLessonMissing] = () => CampaignDecider.Complete(Given.Running(), new(), hasLesson: false, Context),
        [ErrorReason.CampaignWarningMissing] = () => CampaignDecider.AcknowledgeWarning(Given.Running(), new(), Context),
        [ErrorReason.CampaignContingencyMissing] = () => CampaignDecider.AcknowledgeWarning(Late(), new(), Context),
        [ErrorReason.ExperimentInputMissing] = () => CampaignDecider.ConcludeExperiment(Judged(), new(), Context),
        [ErrorReason.LessonStageOrder] = () => LessonDecider.Use(LessonTests.Made(new()), new(), Context),
        [ErrorReason.LessonUntagged] = () => LessonDecider.Advance(LessonTests.Made(new()), new() { Stage = Lesson.Types.Stage.Organised }, Context),
        [ErrorReason.PlanAmbiguous] = () => SetPlan(new()),
        [ErrorReason.PlanTemplateBuiltIn] = () => PlanTemplateDecider.Set(new("t"), new() { Name = "workspaces/acme/plan-templates/two-eight-four" }, Context),
        [ErrorReason.PlanPhaseLength] = () => SetPlan(new() { PhaseLengths = { Length("prepare", 1), Length("implement", 7) } }, "fan-project"),
        [ErrorReason.PlanPhaseMissing] = () => SetPlan(new() { PhaseLengths = { Length("prepare", 1) } }, "fan-project"),
        [ErrorReason.PlanPeriodInvalid] = () => SetPlan(new() { Phases = { Given.Phase("make", 9, 8) } }),
        [ErrorReason.PlanPhasesOverlap] = () => SetPlan(new() { Phases = { Given.Phase("make", 1, 8), Given.Phase("show", 8, 9) } }),
        [ErrorReason.PlanPartRepeated] = () => SetPlan(Given.Make(Given.Task("a", 1), Given.Task("a", 1))),
        [ErrorReason.PlanPartUnknown] = () => SetPlan(Given.Make(Given.Task("a", 1, "b"))),
        [ErrorReason.PlanCycle] = () => SetPlan(Given.Make(Given.Task("a", 1, "b"), Given.Task("b", 1, "a"))),
        [ErrorReason.PlanTaskTooEarly] = () => SetPlan(Given.Make(new PlanTask { TaskId = "a", PhaseId = "make", StartDate = Given.Day(-5) })),
        [ErrorReason.PlanMilestoneUndated] = () => SetPlan(Milestones(new Milestone { MilestoneId = "m" })),
        [ErrorReason.PlanMilestoneOrder] = () => SetPlan(Milestones(Due("m1", 9), Due("m2", 8, "m1"))),
        [ErrorReason.PlanActivePhaseGone] = () => CampaignDecider.SetPlan(Made(), new() { Phases = { Given.Phase("show", 1, 9) } }, null, Context),
        [ErrorReason.PlanMissing] = () => CampaignDecider.CompleteTask(Given.Running(), new(), Context),
        [ErrorReason.PlanPhaseOrder] = () => CampaignDecider.EnterPhase(Made(), new() { PhaseId = "show" }, Context),
        [ErrorReason.PlanPhaseBlocked] = () => CampaignDecider.Complete(Made(), new(), hasLesson: true, Context),
        [ErrorReason.PlanTaskBlocked] = () => CampaignDecider.CompleteTask(Made(), new() { TaskId = "b", Evidence = "Seen" }, Context),
        [ErrorReason.PlanEvidenceMissing] = () => CampaignDecider.CompleteTask(Made(), new() { TaskId = "a" }, Context),
        [ErrorReason.PlanDateAhead] = () => CampaignDecider.CompleteTask(Made(), new() { TaskId = "a", Evidence = "Seen", DoneDate = Given.Day(2) }, Context),
        [ErrorReason.PlanForerunnerOpen] = () => CampaignDecider.ReachMilestone(Given.With(new() { Template = "t" }, Given.Template("fan-project")), new() { MilestoneId = "m2" }, Context),
        [ErrorReason.ExperimentState] = () => CampaignDecider.StopExperiment(Tried(new ExperimentConcluded { ExperimentId = "hook", Result = new() }), new(), Context),
        [ErrorReason.ExperimentOpen] = () => CampaignDecider.CreateExperiment(Tried(), ExperimentTests.Request(1), Context),
        [ErrorReason.ExperimentCoolDown] = () => CampaignDecider.CreateExperiment(Tried(new ExperimentRolledOut { ExperimentId = "hook", RolloutBps = 10_000, CoolDownEndTime = Context.Time.AddDays(7).ToTimestamp() }), ExperimentTests.Request(1), Context),
        [ErrorReason.ExperimentDirectionOpen] = () => CampaignDecider.CreateExperiment(Given.Running(), new() { Experiment = new() { Direction = new() } }, Context),
        [ErrorReason.ExperimentVariantRepeated] = () => CampaignDecider.RecordExperiment(Tried(), Counts(("new", 1, 1), ("new", 1, 1)), Context),
        [ErrorReason.ExperimentVariantUnknown] = () => CampaignDecider.RecordExperiment(Tried(), Counts(("other", 1, 1)), Context),
        [ErrorReason.ExperimentCountsInvalid] = () => CampaignDecider.RecordExperiment(Tried(), Counts(("new", 1, 2)), Context),
        [ErrorReason.ExperimentTooEarly] = () => CampaignDecider.ConcludeExperiment(Tried(), new(), Context),
        [ErrorReason.ExperimentNotVerified] = () => CampaignDecider.RollOutExperiment(Tried(), new() { RolloutBps = 1 }, Context),
        [ErrorReason.ExperimentRolloutOrder] = () => CampaignDecider.RollOutExperiment(
            Tried(
                new ExperimentConcluded { ExperimentId = "hook", Result = new() { Decision = ExperimentResult.Types.Decision.Adopt } },
                new ExperimentRolledOut { ExperimentId = "hook", RolloutBps = 2 }),
            new() { RolloutBps = 1 },
            Context),
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

    private static IEnumerable<IMessage> SetPlan(SetPlanRequest request, string? template = null) =>
        CampaignDecider.SetPlan(Given.Planned(), request, template is null ? null : Given.Template(template), Context);

    /// <summary>A running campaign with a task `a`, and `b` after it.</summary>
    private static Aggregate<Campaign> Made() => Given.With(Given.Make(Given.Task("a", 1), Given.Task("b", 1, "a")));

    private static Aggregate<Campaign> Late()
    {
        var campaign = Made();
        campaign.Happens(1, new ProgressJudged { Level = WarningLevel.Red });
        return campaign;
    }

    /// <summary>An experiment with its trials that is also judged by what users say.</summary>
    private static Aggregate<Campaign> Judged()
    {
        var (campaign, request) = (Given.Running(), ExperimentTests.Request(1));
        request.Experiment.LeastFeedbackBps = 5_000;
        campaign.Happens(1, CampaignDecider.CreateExperiment(campaign, request, Context with { Id = "hook" }));
        campaign.Happens(1, CampaignDecider.RecordExperiment(campaign, Counts(("today", 1, 0), ("new", 1, 1)), Context));
        return campaign;
    }

    private static SetPlanRequest Milestones(params Milestone[] milestones) => new() { Phases = { Given.Phase("make", 1, 56) }, Milestones = { milestones } };

    private static Milestone Due(string id, int day, params string[] forerunners) => new() { MilestoneId = id, DueDate = Given.Day(day), Forerunners = { forerunners } };

    private static PhaseLength Length(string phase, int length) => new() { PhaseId = phase, Length = length };

    /// <summary>A running campaign with an experiment to which this has happened.</summary>
    private static Aggregate<Campaign> Tried(params IEnumerable<IMessage> events)
    {
        var campaign = Given.Running();
        campaign.Happens(1, CampaignDecider.CreateExperiment(campaign, ExperimentTests.Request(100), Context with { Id = "hook" }));
        campaign.Happens(1, events);
        return campaign;
    }

    private static RecordExperimentRequest Counts(params (string Variant, int Trials, int Successes)[] counts) =>
        new() { Counts = { counts.Select(count => new VariantCount { VariantId = count.Variant, TrialCount = count.Trials, SuccessCount = count.Successes }) } };
}
