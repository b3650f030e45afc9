using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Domain.Erasures;

/// <summary>
/// Records an erasure. There is nothing to decide: the line in the ledger outside the database has decided, and whoever records it
/// second, as a restart does after a crash, changes nothing.
/// </summary>
public static class ErasureDecider
{
    public static IEnumerable<IMessage> Record(Aggregate<Erasure> erasure, SubjectErased decided, DecisionContext context) =>
        erasure.Version > 0 ? [] : [decided];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Erasure> erasure, Recorded recorded)
    {
        var erased = recorded.Message as SubjectErased
            ?? throw new UnreachableException($"{erasure.Name} has an event that no erasure can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var root = erasure.Root;
        root.SubjectDigest = erased.SubjectDigest;
        root.Reason = erased.Reason;
        root.Principal = erased.Principal;
        root.EraseTime = erased.EraseTime;
        root.KeyId = erased.KeyId;
        root.LedgerSequence = erased.LedgerSequence;
        root.LedgerDigest = erased.LedgerDigest;
    }
}
