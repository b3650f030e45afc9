using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Lets settlements of an agreement come one after another. A settlement is a stream of its own, so two at the same instant do not see each other; both settle their days here.</summary>
public static class SettledDaysDecider
{
    public static IEnumerable<IMessage> Settle(Aggregate<SettledDays> days, DateOnly start, DateOnly end) =>
        days.Root.Periods.FirstOrDefault(period => period.StartDate.ToDay() <= end && period.EndDate.ToDay() >= start) is { } other
            ? throw new Refusal(ErrorReason.SettlementPeriodHeld, "start_date", ("start_date", AgreementDecider.Text(other.StartDate)), ("end_date", AgreementDecider.Text(other.EndDate)))
            : [new DaysSettled { Period = new SettledPeriod { StartDate = start.ToDate(), EndDate = end.ToDate() } }];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<SettledDays> days, Recorded recorded)
    {
        if (recorded.Message is not DaysSettled settled)
            throw new UnreachableException($"{days.Name} has an event that no settled days can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        days.Root.Periods.Add(settled.Period.Clone());
    }
}
