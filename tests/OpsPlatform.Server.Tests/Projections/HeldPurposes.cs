using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Projections;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Projections;

/// <summary>A projection of the tests' own: what the last hold of each budget was for. It cannot take in a hold for <see cref="Poison"/>, until it can.</summary>
internal sealed class HeldPurposes() : Projection("held-purposes", 1, [FundsReserved.Descriptor], [LedgerEntry.Descriptor])
{
    public const string Poison = "poison";

    public bool IsPoisoned { get; set; } = true;

    public override IEnumerable<DocumentKey> Concerned(StoredEvent stored) => [new(LedgerEntry.Descriptor, stored.Stream)];

    public override void Project(ProjectedDocuments documents, StoredEvent stored)
    {
        var purpose = ((FundsReserved)stored.Data).Purpose;
        if (IsPoisoned && purpose == Poison)
            throw new FormatException(purpose);
        documents.Change<LedgerEntry>(stored.Stream).Purpose = purpose;
    }
}

/// <summary>A server with the tests' own projection beside those of the platform.</summary>
public sealed class ProjectingServer(PostgresCluster cluster) : IAsyncLifetime
{
    public RunningServer Server { get; } = new(cluster) { Configure = builder => builder.Services.AddProjection<HeldPurposes>() };

    internal HeldPurposes HeldPurposes => Server.Get<HeldPurposes>();

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
