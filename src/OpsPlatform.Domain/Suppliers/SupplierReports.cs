using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using Code = OpsPlatform.Suppliers.V1.Duty.Types.Code;
using Milestone = OpsPlatform.Suppliers.V1.Network.Types.Milestone;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>What the suppliers of a workspace come to together.</summary>
public static class SupplierReports
{
    private const int DefaultContactDays = 7;
    private const int DefaultNoticeDays = 30;
    private const int DefaultPartners = 50;
    private const int Whole = 10_000;

    /// <summary>What is due with those that get business (SUP-06).</summary>
    public static Duties Duties(IEnumerable<Supplier> suppliers, GetDutiesRequest request, DateTimeOffset now)
    {
        var (interval, notice) = (request.ContactIntervalDays is > 0 and var days ? days : DefaultContactDays, request.NoticeDays is > 0 and var noticed ? noticed : DefaultNoticeDays);
        return new Duties
        {
            Duties_ = { suppliers.Where(supplier => supplier.DeleteTime is null && supplier.State is State.Active or State.Backup).OrderBy(supplier => supplier.Name, StringComparer.Ordinal)
                .SelectMany(supplier => (IEnumerable<Duty>)[.. Contact(supplier, interval, now), .. Evaluation(supplier, now), .. Documents(supplier, notice, now)]) },
        };
    }

    /// <summary>How much of others' resources was moved for one's own (SUP-15).</summary>
    public static Leverage Leverage(IEnumerable<Supplier> suppliers, string currency)
    {
        var classes = suppliers.SelectMany(supplier => supplier.ExchangeTotals).Where(total => total.CurrencyCode == currency)
            .GroupBy(total => total.ResourceClass).OrderBy(totals => totals.Key)
            .Select(totals => new ExchangeTotal { ResourceClass = totals.Key, CurrencyCode = currency, GivenMicros = totals.Sum(total => total.GivenMicros), ReceivedMicros = totals.Sum(total => total.ReceivedMicros), BalanceMicros = totals.Sum(total => total.BalanceMicros) })
            .ToArray();
        var (own, external) = (classes.Sum(total => total.GivenMicros), classes.Sum(total => total.ReceivedMicros));
        return own == 0
            ? throw new Refusal(ErrorReason.SupplierOwnResourceZero, "", ("currency", currency))
            : new Leverage { CurrencyCode = currency, OwnMicros = own, ExternalMicros = external, LeverageBps = (int)Int128.Min(int.MaxValue, (Int128)external * Whole / own), Classes = { classes } };
    }

    /// <summary>How many partners were active at a time (SUP-12).</summary>
    public static Network Network(IEnumerable<Supplier> suppliers, GetNetworkRequest request, DateTimeOffset now)
    {
        var at = request.ReadTime?.ToDateTimeOffset() is { } time && time < now ? time : now;
        var active = suppliers.Where(supplier => StateAt(supplier, at) == State.Active).ToArray();
        var target = request.TargetCount > 0 ? request.TargetCount : DefaultPartners;
        return new Network
        {
            ActiveCount = active.Length,
            TargetCount = target,
            Milestone = active.Length >= target ? Milestone.Met : Milestone.Missed,
            Kinds = { active.GroupBy(supplier => supplier.PartnerKind).OrderBy(kind => kind.Key).Select(kind => new NetworkPart { PartnerKind = kind.Key, ActiveCount = kind.Count() }) },
        };
    }

    private static State StateAt(Supplier supplier, DateTimeOffset time) =>
        supplier.StateHistory.LastOrDefault(change => change.StartTime.ToDateTimeOffset() <= time)?.State ?? State.Unspecified;

    private static IEnumerable<Duty> Contact(Supplier supplier, int interval, DateTimeOffset now)
    {
        var since = (supplier.LastContactTime ?? supplier.CreateTime).ToDateTimeOffset();
        if ((now - since).Days > interval)
            yield return New(supplier, Code.ContactOverdue, since.AddDays(interval));
    }

    private static IEnumerable<Duty> Evaluation(Supplier supplier, DateTimeOffset now)
    {
        var thisMonth = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var lastMonth = DateOnly.FromDateTime(thisMonth.AddMonths(-1).UtcDateTime).ToDate();
        if (supplier.CreateTime.ToDateTimeOffset() < thisMonth && supplier.Evaluations.All(evaluation => !evaluation.MonthStartDate.Equals(lastMonth)))
            yield return New(supplier, Code.EvaluationOverdue, thisMonth);
    }

    private static IEnumerable<Duty> Documents(Supplier supplier, int notice, DateTimeOffset now)
    {
        foreach (var document in supplier.Qualifications.Where(document => document.ExpireTime?.ToDateTimeOffset() <= now.AddDays(notice)).OrderBy(document => document.ExpireTime))
        {
            var end = document.ExpireTime.ToDateTimeOffset();
            var duty = New(supplier, end <= now ? Code.QualificationExpired : Code.QualificationExpires, end);
            duty.DocumentId = document.DocumentId;
            yield return duty;
        }
    }

    private static Duty New(Supplier supplier, Code code, DateTimeOffset due) => new() { Supplier = supplier.Name, Code = code, DueTime = due.ToTimestamp() };
}
