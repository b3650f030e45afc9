using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Whether a supplier gets business: a quote, an agreement, an order.</summary>
public static class SupplierGate
{
    /// <param name="field">The request's field that names the supplier; empty where it is the request as a whole.</param>
    /// <exception cref="Refusal">It does not, and why.</exception>
    public static void MustBeOpen(Supplier supplier, DateTimeOffset now, string field = "")
    {
        MustBeThere(supplier, field);
        if (supplier.State == State.Blocked)
            throw new Refusal(ErrorReason.SupplierBlocked, field, ("supplier", supplier.Name.LastId()), ("reason", supplier.StateReason));
        if (supplier.State == State.Candidate || ValidDocuments(supplier, now) == 0)
            throw new Refusal(ErrorReason.SupplierUnqualified, field, ("supplier", supplier.Name.LastId()), ("count", ValidDocuments(supplier, now)), ("state", supplier.State.WireName()));
        if (supplier.Standing is { Barred: true } standing)
            throw new Refusal(ErrorReason.SupplierBarred, field, ("supplier", supplier.Name.LastId()), ("standing_bps", standing.ScoreBps), ("bar_bps", standing.BarBelowBps));
    }

    /// <summary>The same as a decision in which nothing happens to the supplier.</summary>
    public static IEnumerable<IMessage> MustTakeBusiness(Supplier supplier, DateTimeOffset now, string field)
    {
        MustBeOpen(supplier, now, field);
        return [];
    }

    /// <exception cref="Refusal">It was deleted, or dropped for good.</exception>
    internal static void MustBeThere(Supplier supplier, string field = "")
    {
        if (supplier.DeleteTime is { } time)
            throw new Refusal(ErrorReason.SupplierDeleted, field, ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
        if (supplier.State == State.Eliminated)
            throw new Refusal(ErrorReason.SupplierEliminated, field, ("supplier", supplier.Name.LastId()), ("reason", supplier.StateReason));
    }

    internal static int ValidDocuments(Supplier supplier, DateTimeOffset now) =>
        supplier.Qualifications.Count(document => document.ExpireTime is null || document.ExpireTime.ToDateTimeOffset() > now);
}
