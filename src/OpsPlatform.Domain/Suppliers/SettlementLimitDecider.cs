using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>
/// Lets settlements of an agreement come one after another. A settlement is a stream of its own, so two that are made at the same instant do not see each
/// other; each takes its days here first. Who is interrupted in between keeps them for some minutes.
/// </summary>
public static class SettlementLimitDecider
{
    /// <summary>Longer than a settlement takes to be made, by far.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    /// <param name="holdId">The same for a repeat.</param>
    public static IEnumerable<IMessage> Hold(Aggregate<SettlementLimit> limit, string holdId, DateOnly start, DateOnly end, DecisionContext context)
    {
        var holds = limit.Root.Holds.Where(hold => IsHeld(hold, context.Time)).ToArray();
        if (holds.Any(hold => hold.HoldId == holdId))
            return [];
        return holds.FirstOrDefault(hold => hold.StartDate.ToDay() <= end && hold.EndDate.ToDay() >= start) is { } other
            ? throw new Refusal(ErrorReason.SettlementPeriodHeld, "start_date", ("start_date", AgreementDecider.Text(other.StartDate)), ("end_date", AgreementDecider.Text(other.EndDate)))
            : [new SettlementHeld { HoldId = holdId, StartDate = start.ToDate(), EndDate = end.ToDate() }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<SettlementLimit> limit, Recorded recorded)
    {
        if (recorded.Message is not SettlementHeld held)
            throw new UnreachableException($"{limit.Name} has an event that no limit can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var kept = limit.Root.Holds.Where(hold => IsHeld(hold, recorded.Time))
            .Append(new SettlementHold { HoldId = held.HoldId, StartDate = held.StartDate.Clone(), EndDate = held.EndDate.Clone(), HoldTime = recorded.Time.ToTimestamp() }).ToArray();
        limit.Root.Holds.Clear();
        limit.Root.Holds.Add(kept);
    }

    private static bool IsHeld(SettlementHold hold, DateTimeOffset now) => hold.HoldTime.ToDateTimeOffset() + Held > now;
}
