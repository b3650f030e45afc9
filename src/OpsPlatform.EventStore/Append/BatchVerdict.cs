using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>What append.sql answers about a workspace's batch.</summary>
/// <param name="LastPosition">The workspace's last position before the batch.</param>
/// <param name="Conflicts">Which of the batch's streams were not as expected, counted from 1.</param>
/// <param name="Handled">Which of the batch's requests were on record already, counted from 1.</param>
internal sealed record BatchVerdict(long LastPosition, long[] Conflicts, long[] Handled)
{
    public static BatchVerdict Read(NpgsqlDataReader row) => new(row.GetInt64(0), Places(row, 1), Places(row, 2));

    /// <summary>Gives each append of the batch its result.</summary>
    public void Tell(WorkspaceBatch batch)
    {
        var conflicts = Conflicts.Select(place => batch.Streams[(int)place - 1]).ToLookup(stream => stream.Chain, stream => stream.Id);
        var handled = Handled.Select(place => batch.Requests[(int)place - 1]).ToHashSet();
        var refused = handled.Select(member => member.Chain).ToHashSet();
        var position = LastPosition;
        foreach (var member in batch.Members)
        {
            var pending = member.Pending;
            if (handled.Contains(member))
            {
                pending.Complete(new AppendResult.RequestAlreadyHandled());
            }
            else if (conflicts.Contains(member.Chain) || refused.Contains(member.Chain))
            {
                // Decided upon an append that was not accepted: the stream is not where this one expects it.
                pending.Complete(new AppendResult.VersionConflict(conflicts[member.Chain].FirstOrDefault() ?? pending.Append.Streams[0].Stream));
            }
            else
            {
                position += pending.Events.Count;
                pending.Complete(new AppendResult.Committed(position));
            }
        }
    }

    private static long[] Places(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<long[]>(column);
}
