using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Cycle = OpsPlatform.Metrics.V1.Evaluation.Types.Cycle;
using State = OpsPlatform.Metrics.V1.Evaluation.Types.State;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using SummaryState = OpsPlatform.Metrics.V1.ScoreSummary.Types.State;
using Trigger = OpsPlatform.Metrics.V1.Evaluation.Types.Trigger;
using Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict;
using Warning = OpsPlatform.Metrics.V1.Evaluation.Types.Warning;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what is kept of an evaluation, and folds what was.</summary>
public static class EvaluationDecider
{
    private const int UsualThresholdBps = 2_000;

    private static readonly string[] Given = ["kpi_set", "cycle", "start_date", "accounts", "industry", "trigger", "change_bps", "threshold_bps", "note"];

    /// <summary>What has to be scored for it.</summary>
    /// <exception cref="Refusal">Its days are no period of its cycle, or not over.</exception>
    public static GetScorecardRequest Scored(Evaluation given, DateTimeOffset now)
    {
        var range = Range(given, DateOnly.FromDateTime(now.UtcDateTime));
        return new() { KpiSet = given.KpiSet, StartDate = range.Start.ToDate(), EndDate = range.End.ToDate(), Accounts = { given.Accounts }, ReadTime = now.ToTimestamp() };
    }

    /// <summary>What it is called, so that there is one of each: of a period, or of a trigger and a quarter.</summary>
    public static string Id(Evaluation given) => given.Cycle == Cycle.OffCycle
        ? $"{given.KpiSet}-{Kebab(given.Trigger.WireName())}-{Text(First(Cycle.Quarter, given.StartDate.ToDay()))}"
        : $"{given.KpiSet}-{Kebab(given.Cycle.WireName())}-{Text(given.StartDate.ToDay())}";

    /// <param name="card">How the accounts stand over its days.</param>
    /// <param name="benchmark">Of its industry; null where nothing is known.</param>
    /// <param name="readTime">As of when the card was read.</param>
    public static IEnumerable<IMessage> Record(Evaluation given, Scorecard card, Benchmark? benchmark, Timestamp readTime)
    {
        MustBeTriggered(given);
        var metrics = card.Results.Select(result => result.Metric).Distinct().ToArray();
        var compared = benchmark?.Entries.Where(entry => entry.Competitors.Count > 0 && metrics.Contains(entry.Metric)).Select(entry => entry.Metric).ToArray() ?? [];
        if (given.Cycle == Cycle.Month && compared.Length == 0)
            throw new Refusal(ErrorReason.EvaluationCompetitorsMissing, "evaluation.industry", ("industry", given.Industry.Length > 0 ? given.Industry : "-"), ("kpi_set", given.KpiSet));
        var evaluation = new Evaluation
        {
            EndDate = card.EndDate,
            MetCount = card.Total.MetCount,
            MissedCount = card.Total.MissedCount,
            MissedMetrics = { card.Results.Where(result => result.Status == Status.Missed).Select(result => result.Metric).Distinct() },
            ComparedMetrics = { compared },
            Warnings = { Warnings(given, card) },
            State = card.Verdict switch
            {
                Verdict.ResourceBoost => State.ResourceBoost,
                Verdict.Optimisation => State.Optimisation,
                _ => State.Settled,
            },
            ReadTime = readTime,
        };
        Given.Merge(given, evaluation);
        return [new EvaluationRecorded { Evaluation = evaluation }];
    }

    public static IEnumerable<IMessage> Close(Aggregate<Evaluation> evaluation, CloseEvaluationRequest request, DecisionContext context) => evaluation.Root.State switch
    {
        State.Closed => [],
        State.Optimisation => [new EvaluationClosed { Outcome = request.Outcome }],
        _ => throw new Refusal(ErrorReason.EvaluationState, "", ("state", evaluation.Root.State.WireName())),
    };

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Evaluation> evaluation, Recorded recorded)
    {
        switch (recorded.Message)
        {
            case EvaluationRecorded made:
                evaluation.Root.MergeFrom(made.Evaluation.Clone());
                break;
            case EvaluationClosed closed:
                (evaluation.Root.State, evaluation.Root.Outcome) = (State.Closed, closed.Outcome);
                break;
            default:
                throw new UnreachableException($"{evaluation.Name} has an event that no evaluation can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static MetricRange Range(Evaluation given, DateOnly today)
    {
        var start = given.StartDate.ToDay();
        var end = given.Cycle == Cycle.OffCycle ? given.EndDate?.ToDay() ?? start : Next(given.Cycle, start).AddDays(-1);
        if (start != First(given.Cycle, start) || end < start || (given.EndDate is { } last && last.ToDay() != end))
            throw new Refusal(ErrorReason.EvaluationPeriodInvalid, "evaluation.start_date", ("start_date", Text(start)), ("end_date", Text(given.EndDate?.ToDay() ?? end)), ("cycle", given.Cycle.WireName()));
        return end < today ? new(start, end) : throw new Refusal(ErrorReason.EvaluationPeriodOpen, "evaluation.start_date", ("end_date", Text(end)), ("today", Text(today)));
    }

    private static void MustBeTriggered(Evaluation given)
    {
        var threshold = given.ThresholdBps == 0 ? UsualThresholdBps : given.ThresholdBps;
        var isTriggered = given.Trigger != Trigger.Unspecified && given.ChangeBps > threshold;
        if (given.Cycle == Cycle.OffCycle ? !isTriggered : given.Trigger != Trigger.Unspecified)
            throw new Refusal(ErrorReason.EvaluationNotTriggered, "evaluation.trigger", ("threshold_bps", threshold), ("trigger", given.Trigger.WireName()), ("change_bps", given.ChangeBps));
    }

    private static IEnumerable<Warning> Warnings(Evaluation given, Scorecard card)
    {
        if (string.IsNullOrWhiteSpace(given.Note))
            yield return Warning.OneSided;
        if (card.Total.State == SummaryState.Incomplete)
            yield return Warning.Incomplete;
    }

    private static DateOnly First(Cycle cycle, DateOnly day) => cycle switch
    {
        Cycle.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Cycle.Month => new(day.Year, day.Month, 1),
        Cycle.Quarter => new(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        Cycle.Year => new(day.Year, 1, 1),
        _ => day,
    };

    private static DateOnly Next(Cycle cycle, DateOnly start) => cycle switch
    {
        Cycle.Week => start.AddDays(7),
        Cycle.Month => start.AddMonths(1),
        Cycle.Quarter => start.AddMonths(3),
        _ => start.AddYears(1),
    };

    private static string Kebab(string name) => name.ToLowerInvariant().Replace('_', '-');

    private static string Text(DateOnly day) => $"{day:yyyy-MM-dd}";
}
