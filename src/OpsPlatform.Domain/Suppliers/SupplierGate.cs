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
        if (Closed(supplier, now, field) is { } refusal)
            throw refusal;
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
        if (Gone(supplier, field) is { } refusal)
            throw refusal;
    }

    /// <summary>Why it gets no business; null where it does.</summary>
    internal static Refusal? Closed(Supplier supplier, DateTimeOffset now, string field = "") => supplier switch
    {
        _ when Gone(supplier, field) is { } gone => gone,
        { State: State.Blocked } => new(ErrorReason.SupplierBlocked, field, ("supplier", supplier.Name.LastId()), ("reason", supplier.StateReason)),
        _ when supplier.State == State.Candidate || ValidDocuments(supplier, now) == 0 =>
            new(ErrorReason.SupplierUnqualified, field, ("supplier", supplier.Name.LastId()), ("count", ValidDocuments(supplier, now)), ("state", supplier.State.WireName())),
        { Standing: { Barred: true } standing } => new(ErrorReason.SupplierBarred, field, ("supplier", supplier.Name.LastId()), ("standing_bps", standing.ScoreBps), ("bar_bps", standing.BarBelowBps)),
        _ => null,
    };

    private static Refusal? Gone(Supplier supplier, string field) => supplier switch
    {
        { DeleteTime: { } time } => new(ErrorReason.SupplierDeleted, field, ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}")),
        { State: State.Eliminated } => new(ErrorReason.SupplierEliminated, field, ("supplier", supplier.Name.LastId()), ("reason", supplier.StateReason)),
        _ => null,
    };

    internal static int ValidDocuments(Supplier supplier, DateTimeOffset now) =>
        supplier.Qualifications.Count(document => document.ExpireTime is null || document.ExpireTime.ToDateTimeOffset() > now);
}
