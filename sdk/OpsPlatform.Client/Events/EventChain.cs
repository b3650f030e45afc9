using OpsPlatform.Client.Internal.Chain;

namespace OpsPlatform.Client;

/// <summary>Checks exports of events for tampering. It needs no connection, and trusts nobody who had the export in hand.</summary>
public static class EventChain
{
    /// <summary>
    /// Recomputes the hash of every event of an export, and checks that positions and the versions of each stream have no gap, that the stored JSON says
    /// what the stored message says, and that the checkpoint at the export's end is signed and fits. It stops at the first fault. Memory grows with the
    /// number of streams, not of events.
    /// </summary>
    /// <param name="export">What <see cref="EventExports.ExportEventsAsync"/> or `ops store export` wrote; read from where it stands, and left open.</param>
    /// <param name="checkpoint">
    /// A checkpoint that was handed out earlier, as a JSON Web Signature or as the JSON of the message Checkpoint: its position must lie in the
    /// export, or be the one before it. Without one, nobody notices that the whole history was rewritten by someone who may write the platform's database
    /// and sign with its keys.
    /// </param>
    /// <param name="jwks">The keys that checkpoints may be signed with, a JSON Web Key Set. Without them, those in the export are used: they come from the same hand as the events.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What was found; a fault is an answer and not an exception.</returns>
    public static EventChainReport Verify(Stream export, string? checkpoint = null, string? jwks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var check = new ChainCheck();
        var end = new EndCheck(check, checkpoint, jwks);
        try
        {
            end.ReadGiven();
            foreach (var part in ExportReader.Parts(export))
            {
                cancellationToken.ThrowIfCancellationRequested();
                end.Read(part);
            }

            end.Finish();
            return end.Report(null);
        }
        catch (ChainFaultException found)
        {
            return end.Report(found.Fault);
        }
    }
}
