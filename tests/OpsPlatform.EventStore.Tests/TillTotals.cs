using OpsPlatform.EventStore.Tests.V1;

namespace OpsPlatform.EventStore.Tests;

/// <summary>
/// For each till its sales, folded so that an event that is missing, doubled or out of its order shows. A second version makes other documents.
/// </summary>
internal sealed class TillTotals(int version = 1) : Projection("till-totals", version, [SaleMade.Descriptor, TillOpened.Descriptor], [Line.Descriptor])
{
    /// <summary>A sale of this amount cannot be folded, until it can.</summary>
    public const long Poison = 13;

    public bool IsPoisoned { get; set; } = version == 1;

    public override IEnumerable<DocumentKey> Concerned(StoredEvent stored) => [new(Line.Descriptor, stored.Stream)];

    public override void Project(ProjectedDocuments documents, StoredEvent stored)
    {
        var line = documents.Change<Line>(stored.Stream);
        switch (stored.Data)
        {
            case TillOpened opened:
                line.LineId = opened.DisplayName;
                break;
            case SaleMade sale:
                line.AmountMicros = Next(line.AmountMicros, sale.AmountMicros);
                if (sale.AmountMicros == Poison && IsPoisoned)
                    throw new FormatException($"a name that nobody else is to read, {line.LineId}");
                break;
        }
    }

    /// <summary>What the document of a till must hold after these sales.</summary>
    public static long Fold(IEnumerable<long> amounts, int version = 1) => amounts.Aggregate(0L, (total, amount) => Next(total, amount, version));

    private long Next(long total, long amount) => Next(total, amount, Version);

    private static long Next(long total, long amount, int version) => unchecked(total * 31 + amount + version - 1);
}

/// <summary>How many sales each till made.</summary>
internal sealed class TillCounts() : Projection("till-counts", 1, [SaleMade.Descriptor], [Place.Descriptor])
{
    public override IEnumerable<DocumentKey> Concerned(StoredEvent stored) => [new(Place.Descriptor, stored.Stream)];

    public override void Project(ProjectedDocuments documents, StoredEvent stored) => documents.Change<Place>(stored.Stream).Floor++;
}
