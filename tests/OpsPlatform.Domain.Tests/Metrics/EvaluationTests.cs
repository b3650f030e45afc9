using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Cycle = OpsPlatform.Metrics.V1.Evaluation.Types.Cycle;
using Date = Google.Type.Date;
using State = OpsPlatform.Metrics.V1.Evaluation.Types.State;
using Trigger = OpsPlatform.Metrics.V1.Evaluation.Types.Trigger;
using Warning = OpsPlatform.Metrics.V1.Evaluation.Types.Warning;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What is kept of periods that are over.</summary>
public sealed class EvaluationTests : ScoringTest
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.EvaluationPeriodInvalid] = () => EvaluationDecider.Scored(Of(Cycle.Month, 3, 2), Now),
        [ErrorReason.EvaluationPeriodOpen] = () => EvaluationDecider.Scored(Of(Cycle.Year, 1, 1), Now),
        [ErrorReason.EvaluationCompetitorsMissing] = () => Recorded(Of(Cycle.Month, 3, 1), null),
        [ErrorReason.EvaluationNotTriggered] = () => Recorded(new(Of(Cycle.OffCycle, 3, 2)) { Trigger = Trigger.MarketChange, ChangeBps = 2_000 }, null),
        [ErrorReason.EvaluationState] = () => EvaluationDecider.Close(new("any", 1, new Evaluation { State = State.Settled }), new(), default!),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Provocations.Keys];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(Provocations[reason]);
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Theory]
    [InlineData(Cycle.Week, 3, 16, 22, "set-week-2026-03-16")]
    [InlineData(Cycle.Month, 3, 1, 31, "set-month-2026-03-01")]
    [InlineData(Cycle.Quarter, 1, 1, 31, "set-quarter-2026-01-01")]
    [InlineData(Cycle.OffCycle, 3, 4, 4, "set-unspecified-2026-01-01")]
    public void It_is_of_a_period_that_is_over_and_called_by_it(Cycle cycle, int month, int day, int lastDay, string id)
    {
        EvaluationDecider.Scored(Of(cycle, month, day), Now).EndDate.ShouldBe(new Date { Year = 2026, Month = 3, Day = lastDay });
        EvaluationDecider.Id(Of(cycle, month, day)).ShouldBe(id);
    }

    [Fact, Trait("row", "MET-02")]
    public void A_month_is_not_closed_without_a_look_at_competitors()
    {
        var benchmark = new Benchmark { Entries = { new BenchmarkEntry { Metric = "like-rate", Competitors = { new Competitor { DisplayName = "Globex", Value = 1 } } }, new BenchmarkEntry { Metric = "comment-rate" } } };
        Recorded(Of(Cycle.Month, 3, 1), benchmark).ComparedMetrics.ShouldBe(["like-rate"]);
        Recorded(Of(Cycle.Quarter, 1, 1), null).ComparedMetrics.ShouldBeEmpty("only a month is closed by it");
    }

    [Fact, Trait("row", "MET-24"), Trait("row", "EVA-01")]
    public void Numbers_alone_are_one_sided()
    {
        Recorded(Of(Cycle.Quarter, 1, 1), null).Warnings.ShouldBe([Warning.OneSided, Warning.Incomplete]);
        Recorded(new(Of(Cycle.Quarter, 1, 1)) { Note = "Shared by staff first" }, null).Warnings.ShouldBe([Warning.Incomplete]);
    }

    [Fact, Trait("row", "MET-24"), Trait("row", "EVA-04")]
    public void Out_of_turn_needs_a_trigger_above_its_threshold()
    {
        var given = new Evaluation(Of(Cycle.OffCycle, 3, 2)) { Trigger = Trigger.Bottleneck, ChangeBps = 2_001 };
        Recorded(given, null).Trigger.ShouldBe(Trigger.Bottleneck);
        EvaluationDecider.Id(given).ShouldBe("set-bottleneck-2026-01-01");
        Should.Throw<Refusal>(() => Recorded(new(given) { ThresholdBps = 3_000 }, null)).Reason.ShouldBe(ErrorReason.EvaluationNotTriggered);
        Should.Throw<Refusal>(() => Recorded(new(given) { Cycle = Cycle.Week, StartDate = new() { Year = 2026, Month = 3, Day = 2 } }, null)).Reason.ShouldBe(ErrorReason.EvaluationNotTriggered);
    }

    private static Evaluation Of(Cycle cycle, int month, int day) => new() { KpiSet = "set", Cycle = cycle, StartDate = new() { Year = 2026, Month = month, Day = day } };

    /// <summary>Against a set of which two are met, one is missed, and one has no data.</summary>
    private static Evaluation Recorded(Evaluation given, Benchmark? benchmark)
    {
        var card = Score("daily-five", ("completion-rate", Value(1500)), ("like-rate", Value(1)), ("comment-rate", Value(500)));
        return EvaluationDecider.Record(given, card, benchmark, new()).ShouldHaveSingleItem().ShouldBeOfType<EvaluationRecorded>().Evaluation;
    }
}
