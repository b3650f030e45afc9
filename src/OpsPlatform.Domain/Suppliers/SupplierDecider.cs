using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Decides what happens to a supplier, and folds what has happened.</summary>
public static partial class SupplierDecider
{
    private const int MostDocuments = 50;

    private static readonly string[] Editable = ["display_name", "contact", "labels", "partner_kind"];

    public static IEnumerable<IMessage> Create(Aggregate<Supplier> supplier, CreateSupplierRequest request, DecisionContext context)
    {
        var given = request.Supplier;
        SupplierPairs.MustBeOne(given.Category, given.Member, "supplier.member");
        return
        [
            new SupplierCreated
            {
                Supplier = new Supplier { DisplayName = given.DisplayName, Category = given.Category, Member = given.Member, Contact = given.Contact, Labels = { given.Labels }, PartnerKind = given.PartnerKind },
            },
        ];
    }

    public static IEnumerable<IMessage> Update(Aggregate<Supplier> supplier, UpdateSupplierRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        var paths = request.UpdateMask.Editing(request.Supplier, Editable).Changed(supplier.Root, request.Supplier);
        if (paths.Count == 0)
            return [];
        var updated = new SupplierUpdated { Supplier = new Supplier(), Paths = { paths } };
        paths.Merge(request.Supplier, updated.Supplier);
        return [updated];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<Supplier> supplier, DeleteSupplierRequest request, DecisionContext context)
    {
        if (supplier.Root.DeleteTime is not null)
            return [];
        MustBe(supplier.Root, State.Candidate, State.Blocked, State.Eliminated);
        return [new SupplierDeleted { Time = context.Time.ToTimestamp() }];
    }

    public static IEnumerable<IMessage> Undelete(Aggregate<Supplier> supplier, UndeleteSupplierRequest request, DecisionContext context) =>
        supplier.Root.DeleteTime is null ? [] : [new SupplierUndeleted()];

    public static IEnumerable<IMessage> AddQualification(Aggregate<Supplier> supplier, AddQualificationRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        if (request.ExpireTime?.ToDateTimeOffset() <= context.Time)
            throw new Refusal(ErrorReason.SupplierDocumentExpired, "expire_time", ("expire_time", $"{request.ExpireTime.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
        var document = new Qualification { DocumentId = request.DocumentId, Title = request.Title, Issuer = request.Issuer, EvidenceSha256 = request.EvidenceSha256, ExpireTime = request.ExpireTime };
        var documents = supplier.Root.Qualifications;
        if (documents.Contains(document))
            return [];
        return documents.Count >= MostDocuments && Document(supplier.Root, request.DocumentId) is null
            ? throw new Refusal(ErrorReason.SupplierDocumentsFull, "", ("count", documents.Count))
            : [new QualificationAdded { Qualification = document }];
    }

    public static IEnumerable<IMessage> RemoveQualification(Aggregate<Supplier> supplier, RemoveQualificationRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        return Document(supplier.Root, request.DocumentId) is null
            ? throw new Refusal(ErrorReason.SupplierDocumentMissing, "document_id", ("document", request.DocumentId))
            : [new QualificationRemoved { DocumentId = request.DocumentId }];
    }

    public static IEnumerable<IMessage> Qualify(Aggregate<Supplier> supplier, QualifySupplierRequest request, DecisionContext context)
    {
        var root = supplier.Root;
        SupplierGate.MustBeThere(root);
        var state = request.Standby ? State.Backup : State.Active;
        if (root.State == state)
            return [];
        if (root.State == State.Blocked)
            throw new Refusal(ErrorReason.SupplierBlocked, "", ("supplier", root.Name.LastId()), ("reason", root.StateReason));
        return SupplierGate.ValidDocuments(root, context.Time) == 0
            ? throw new Refusal(ErrorReason.SupplierUnqualified, "", ("supplier", root.Name.LastId()), ("count", 0), ("state", root.State.WireName()))
            : [new SupplierQualified { State = state }];
    }

    public static IEnumerable<IMessage> Block(Aggregate<Supplier> supplier, BlockSupplierRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        return supplier.Root.State == State.Blocked ? [] : [new SupplierBlocked { Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Unblock(Aggregate<Supplier> supplier, UnblockSupplierRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        return supplier.Root.State == State.Blocked ? [new SupplierUnblocked { Reason = request.Reason }] : [];
    }

    public static IEnumerable<IMessage> Grade(Aggregate<Supplier> supplier, GradeSupplierRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        return supplier.Root.Grade == request.Grade ? [] : [new SupplierGraded { Grade = request.Grade, Reason = request.Reason }];
    }

    /// <param name="backups">The suppliers that the request names, in its order.</param>
    public static IEnumerable<IMessage> SetBackups(Aggregate<Supplier> supplier, IReadOnlyList<Supplier> backups)
    {
        SupplierGate.MustBeThere(supplier.Root);
        foreach (var backup in backups)
        {
            if (backup.Name == supplier.Name)
                throw new Refusal(ErrorReason.SupplierBackupItself, "backups", ("supplier", supplier.Name.LastId()));
            if (backup.Category != supplier.Root.Category)
                throw new Refusal(ErrorReason.SupplierBackupCategory, "backups", ("backup", backup.Name.LastId()), ("given", backup.Category.WireName()), ("needed", supplier.Root.Category.WireName()));
        }

        var names = backups.Select(backup => backup.Name).ToArray();
        return supplier.Root.Backups.SequenceEqual(names) ? [] : [new BackupsSet { Backups = { names } }];
    }

    public static IEnumerable<IMessage> LogContact(Aggregate<Supplier> supplier, LogContactRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        var time = request.ContactTime ?? context.Time.ToTimestamp();
        MustHaveCome(time.ToDateTimeOffset(), "contact_time", context);
        return [new ContactLogged { ContactId = context.Id, ContactTime = time, Channel = request.Channel, Summary = request.Summary, Principal = context.Principal }];
    }

    public static IEnumerable<IMessage> RecordExchange(Aggregate<Supplier> supplier, RecordExchangeRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        var exchange = new Exchange { Mode = request.Mode, ResourceClass = request.ResourceClass, CurrencyCode = request.CurrencyCode, Given = request.Given, Received = request.Received };
        return [new ExchangeRecorded { ExchangeId = context.Id, Exchange = exchange }];
    }

    public static IEnumerable<IMessage> ReviewContribution(Aggregate<Supplier> supplier, ReviewContributionRequest request, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        yield return new ContributionReviewed { Contribution = request.Contribution, Floor = request.Floor, Measure = request.Measure };
        if (request.Contribution < request.Floor)
            yield return new SupplierEliminated { Reason = $"{request.Contribution} {request.Measure}, below the floor of {request.Floor}" };
    }

    /// <summary>What the platform tells by itself when documents have run out. It may ask late, twice or too early: only what is due is told.</summary>
    public static IEnumerable<IMessage> Expire(Aggregate<Supplier> supplier, DecisionContext context) =>
        supplier.Root.Qualifications
            .Where(document => !document.Expired && document.ExpireTime?.ToDateTimeOffset() <= context.Time)
            .Select(document => new QualificationExpired { DocumentId = document.DocumentId });

    private static Qualification? Document(Supplier supplier, string id) => supplier.Qualifications.FirstOrDefault(document => document.DocumentId == id);

    private static void MustHaveCome(DateTimeOffset time, string field, DecisionContext context)
    {
        if (time > context.Time)
            throw new Refusal(ErrorReason.SupplierTimeAhead, field, ("time", $"{time:yyyy-MM-ddTHH:mm:ssZ}"), ("now", $"{context.Time:yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static void MustBe(Supplier supplier, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(supplier.State))
            throw new Refusal(ErrorReason.SupplierState, "", ("state", supplier.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }
}
