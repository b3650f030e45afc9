using System.Globalization;
using System.Text;

namespace OpsPlatform.EventStore;

/// <summary>
/// What nodes tell each other: a line `position workspace` for each workspace that moved, or that everybody had better look for himself.
/// </summary>
internal static class Announcement
{
    public const string Channel = "ops_moved";

    /// <summary>Says that more has moved than is worth telling.</summary>
    public const string LookYourself = "*";

    /// <summary>PostgreSQL takes less than 8000.</summary>
    private const int MostBytes = 7999;

    /// <summary>Beyond so many, one look at all positions is cheaper for everybody.</summary>
    private const int MostPayloads = 8;

    public static IReadOnlyList<string> Write(IReadOnlyCollection<WorkspacePosition> moves)
    {
        var payloads = new List<string>();
        var payload = new StringBuilder();
        var bytes = 0;
        foreach (var line in moves.Select(move => $"{move.Position} {move.Tenant}\n"))
        {
            var size = Encoding.UTF8.GetByteCount(line);
            if (size > MostBytes || line.AsSpan()[..^1].Contains('\n') || payloads.Count == MostPayloads)
                return [LookYourself];
            if (bytes + size > MostBytes)
            {
                payloads.Add(payload.ToString());
                payload.Clear();
                bytes = 0;
            }

            payload.Append(line);
            bytes += size;
        }

        if (bytes > 0)
            payloads.Add(payload.ToString());
        return payloads.Count > MostPayloads ? [LookYourself] : payloads;
    }

    /// <summary>The moves, or null when it is no list of moves: whoever cannot read it looks himself.</summary>
    public static IReadOnlyList<WorkspacePosition>? Read(string payload)
    {
        var moves = new List<WorkspacePosition>();
        foreach (var line in payload.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
                continue;
            var space = line.IndexOf(' ');
            if (space < 0 || !long.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                return null;
            moves.Add(new WorkspacePosition(line[(space + 1)..].ToString(), position));
        }

        return moves;
    }
}
