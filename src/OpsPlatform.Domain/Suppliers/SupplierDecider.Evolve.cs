using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Suppliers;

public static partial class SupplierDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Supplier> supplier, Recorded recorded)
    {
        var root = supplier.Root;
        switch (recorded.Message)
        {
            case SupplierCreated created:
                root.MergeFrom(created.Supplier.Clone());
                Move(root, State.Candidate, "", recorded.Time);
                break;
            case SupplierUpdated updated:
                updated.Paths.Merge(updated.Supplier.Clone(), root);
                break;
            case SupplierDeleted deleted:
                root.DeleteTime = deleted.Time.Clone();
                break;
            case SupplierUndeleted:
                root.DeleteTime = null;
                break;
            case QualificationAdded added:
                root.Qualifications.Remove(Document(root, added.Qualification.DocumentId) ?? new Qualification());
                root.Qualifications.Add(added.Qualification.Clone());
                root.NextExpireTime = NextExpiry(root);
                break;
            case QualificationRemoved removed:
                root.Qualifications.Remove(Document(root, removed.DocumentId));
                root.NextExpireTime = NextExpiry(root);
                break;
            case QualificationExpired expired:
                Document(root, expired.DocumentId)!.Expired = true;
                root.NextExpireTime = NextExpiry(root);
                break;
            case SupplierQualified qualified:
                Move(root, qualified.State, "", recorded.Time);
                break;
            case SupplierBlocked blocked:
                Move(root, State.Blocked, blocked.Reason, recorded.Time);
                break;
            case SupplierUnblocked:
                Move(root, root.StateHistory[^2].State, "", recorded.Time);
                break;
            case SupplierEliminated eliminated:
                Move(root, State.Eliminated, eliminated.Reason, recorded.Time);
                break;
            case SupplierGraded graded:
                root.Grade = graded.Grade;
                break;
            case BackupsSet set:
                root.Backups.Clear();
                root.Backups.Add(set.Backups);
                break;
            case ContactLogged logged:
                Fold(supplier, logged);
                break;
            case ExchangeRecorded exchanged:
                supplier.Change<Exchange>($"exchanges/{exchanged.ExchangeId}").MergeFrom(exchanged.Exchange.Clone());
                Fold(root, exchanged.Exchange);
                break;
            case ContributionReviewed reviewed:
                root.Contribution = new Contribution { Contribution_ = reviewed.Contribution, Floor = reviewed.Floor, Measure = reviewed.Measure, ReviewTime = recorded.Time.ToTimestamp() };
                break;
            case SupplierEvaluated evaluated:
                Fold(root, evaluated);
                break;
            default:
                throw new UnreachableException($"{supplier.Name} has an event that no supplier can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void Move(Supplier supplier, State state, string reason, DateTimeOffset time)
    {
        (supplier.State, supplier.StateReason) = (state, reason);
        supplier.StateHistory.Add(new StateChange { State = state, StartTime = time.ToTimestamp() });
    }

    private static void Fold(Aggregate<Supplier> supplier, ContactLogged logged)
    {
        var contact = supplier.Change<SupplierContact>($"contacts/{logged.ContactId}");
        (contact.ContactTime, contact.Channel, contact.Summary, contact.Principal) = (logged.ContactTime.Clone(), logged.Channel, logged.Summary, logged.Principal);
        if (supplier.Root.LastContactTime is null || supplier.Root.LastContactTime.CompareTo(logged.ContactTime) < 0)
            supplier.Root.LastContactTime = logged.ContactTime.Clone();
    }

    private static void Fold(Supplier supplier, Exchange exchange)
    {
        var total = supplier.ExchangeTotals.FirstOrDefault(total => (total.ResourceClass, total.CurrencyCode) == (exchange.ResourceClass, exchange.CurrencyCode));
        if (total is null)
            supplier.ExchangeTotals.Add(total = new ExchangeTotal { ResourceClass = exchange.ResourceClass, CurrencyCode = exchange.CurrencyCode });
        total.GivenMicros += exchange.Given.ValueMicros;
        total.ReceivedMicros += exchange.Received.ValueMicros;
        total.BalanceMicros = total.ReceivedMicros - total.GivenMicros;
    }

    private static Timestamp? NextExpiry(Supplier supplier) =>
        supplier.Qualifications.Where(document => !document.Expired && document.ExpireTime is not null).Select(document => document.ExpireTime).Order().FirstOrDefault()?.Clone();
}
