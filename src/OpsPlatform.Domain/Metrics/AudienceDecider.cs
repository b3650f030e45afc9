using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what is recorded of an audience, and folds what was.</summary>
public static class AudienceDecider
{
    private const int MostRecords = 24;

    /// <summary>By the clock that is furthest ahead, a day begins so long before it does in UTC.</summary>
    private const int FirstClockHours = 14;

    private const string Newcomers = "-";

    public static IEnumerable<IMessage> Record(Aggregate<Audience> audience, RecordAudienceRequest request, LifecycleModel model, string modelId, DecisionContext context)
    {
        var last = audience.Root.Records.LastOrDefault();
        if (last is not null && audience.Root.LifecycleModel != modelId)
            throw new Refusal(ErrorReason.AudienceModelFixed, "lifecycle_model", ("lifecycle_model", audience.Root.LifecycleModel), ("given", modelId));
        MustBeStages(model, modelId, "segments", request.Segments.Select(segment => segment.Stage), each: true);
        MustBeStages(model, modelId, "moves", request.Moves.SelectMany(move => new[] { move.Source, move.Destination }).Where(stage => stage.Length > 0), each: false);
        foreach (var move in request.Moves)
            MustLead(model, modelId, move);

        var users = request.Segments.ToDictionary(segment => segment.Stage, segment => segment.Users);
        var record = new AudienceRecord
        {
            RecordDate = request.RecordDate,
            Segments = { model.Stages.Select(stage => new AudienceSegment { Stage = stage.Stage, Users = users.GetValueOrDefault(stage.Stage) }) },
            Moves = { request.Moves },
        };
        if (record.Equals(last))
            return [];
        MustFollow(record, last, DateOnly.FromDateTime(context.Time.UtcDateTime.AddHours(FirstClockHours)));
        if (last is not null)
            MustBalance(record, last);
        return [new AudienceRecorded { LifecycleModel = modelId, Record = record }];
    }

    /// <summary>Whether it was recorded this month, or has to be again.</summary>
    public static string Finding(Audience audience, DateOnly today) =>
        audience.Records.LastOrDefault() is { RecordDate: var date } && (date.Year, date.Month).CompareTo((today.Year, today.Month)) < 0 ? "TIER_STALE" : "";

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Audience> audience, Recorded recorded)
    {
        var root = audience.Root;
        if (recorded.Message is not AudienceRecorded stored)
            throw new UnreachableException($"{audience.Name} has an event that no audience can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        root.LifecycleModel = stored.LifecycleModel;
        root.Records.Add(stored.Record.Clone());
        if (root.Records.Count > MostRecords)
            root.Records.RemoveAt(0);
    }

    private static void MustBeStages(LifecycleModel model, string modelId, string field, IEnumerable<string> stages, bool each)
    {
        var seen = new HashSet<string>();
        foreach (var stage in stages)
        {
            if (model.Stages.All(known => known.Stage != stage) || (!seen.Add(stage) && each))
                throw new Refusal(ErrorReason.AudienceStageUnknown, field, ("stage", stage), ("lifecycle_model", modelId), ("stages", string.Join(", ", model.Stages.Select(known => known.Stage))));
        }
    }

    private static void MustLead(LifecycleModel model, string modelId, AudienceMove move)
    {
        string[] next = move.Source.Length == 0 ? [model.Stages[0].Stage] : [.. model.Stages.First(stage => stage.Stage == move.Source).NextStages];
        if (next.Contains(move.Destination) || (move.Destination.Length == 0 && move.Source.Length > 0))
            return;
        throw new Refusal(
            ErrorReason.AudienceMoveRefused,
            "moves",
            ("lifecycle_model", modelId),
            ("source", Text(move.Source)),
            ("destination", Text(move.Destination)),
            ("next", next.Length == 0 ? Newcomers : string.Join(", ", next)));
    }

    private static void MustFollow(AudienceRecord record, AudienceRecord? last, DateOnly today)
    {
        if (record.RecordDate.ToDay() > today || record.RecordDate.ToDay() <= last?.RecordDate.ToDay())
            throw new Refusal(ErrorReason.AudienceDateInvalid, "record_date", ("date", MetricRange.Text(record.RecordDate)), ("last", last is null ? Newcomers : MetricRange.Text(last.RecordDate)), ("today", MetricRange.Text(today.ToDate())));
    }

    private static void MustBalance(AudienceRecord record, AudienceRecord last)
    {
        foreach (var segment in record.Segments)
        {
            var before = last.Segments.FirstOrDefault(each => each.Stage == segment.Stage)?.Users ?? 0;
            var expected = before + record.Moves.Sum(move => (move.Destination == segment.Stage ? move.Users : 0) - (move.Source == segment.Stage ? move.Users : 0));
            if (expected != segment.Users)
                throw new Refusal(ErrorReason.AudienceUnbalanced, "moves", ("stage", segment.Stage), ("expected", expected), ("given", segment.Users));
        }
    }

    private static string Text(string stage) => stage.Length > 0 ? stage : Newcomers;
}
