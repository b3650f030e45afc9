using OpsPlatform.Contents.V1;
using Kind = OpsPlatform.Contents.V1.TextChange.Types.Kind;

namespace OpsPlatform.Domain.Contents;

/// <summary>What changed between two versions of a content.</summary>
public static class VersionComparison
{
    /// <summary>The search takes the square of this in time and memory.</summary>
    private const int MostChanges = 500;

    public static CompareContentVersionsResponse Of(ContentVersion from, ContentVersion to) => new()
    {
        FromSha256 = from.Sha256,
        ToSha256 = to.Sha256,
        ChangedFields = { ReviewedContent.Fields.Changed(from.Content, to.Content) },
        TextChanges = { Changes(from.Content.BodyText.Split('\n'), to.Content.BodyText.Split('\n')) },
    };

    public static IEnumerable<TextChange> Changes(string[] before, string[] after)
    {
        // What is alike at both ends is most of most texts.
        var most = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < most && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < most - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var steps = Lines(Kind.Kept, before[..head]).Concat(Steps(before[head..^tail], after[head..^tail])).Concat(Lines(Kind.Kept, before[^tail..]));
        return Joined(steps);
    }

    /// <summary>The shortest way from one text to the other, after E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).</summary>
    private static IEnumerable<(Kind Kind, string Line)> Steps(string[] before, string[] after)
    {
        var reach = new Dictionary<int, int> { [1] = 0 };
        var ways = new List<Dictionary<int, int>>();
        for (var changes = 0; changes <= Math.Min(before.Length + after.Length, MostChanges); changes++)
        {
            ways.Add(new(reach));
            for (var diagonal = -changes; diagonal <= changes; diagonal += 2)
            {
                var x = IsDown(reach, diagonal, changes) ? reach[diagonal + 1] : reach[diagonal - 1] + 1;
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                    x++;
                reach[diagonal] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                    return Back(before, after, ways);
            }
        }

        return Lines(Kind.Removed, before).Concat(Lines(Kind.Added, after));
    }

    private static List<(Kind Kind, string Line)> Back(string[] before, string[] after, List<Dictionary<int, int>> ways)
    {
        var steps = new List<(Kind, string)>();
        var (x, y) = (before.Length, after.Length);
        for (var changes = ways.Count - 1; changes >= 0; changes--)
        {
            var (reach, diagonal) = (ways[changes], x - y);
            var isDown = IsDown(reach, diagonal, changes);
            var (fromX, fromY) = isDown ? (reach[diagonal + 1], reach[diagonal + 1] - diagonal - 1) : (reach[diagonal - 1], reach[diagonal - 1] - diagonal + 1);
            for (; x > Math.Max(fromX, 0) && y > Math.Max(fromY, 0); x--, y--)
                steps.Add((Kind.Kept, before[x - 1]));
            if (changes > 0)
                steps.Add(isDown ? (Kind.Added, after[y - 1]) : (Kind.Removed, before[x - 1]));
            (x, y) = (fromX, fromY);
        }

        steps.Reverse();
        return steps;
    }

    private static bool IsDown(Dictionary<int, int> reach, int diagonal, int changes) =>
        diagonal == -changes || (diagonal != changes && reach[diagonal - 1] < reach[diagonal + 1]);

    private static IEnumerable<(Kind Kind, string Line)> Lines(Kind kind, IEnumerable<string> lines) => lines.Select(line => (kind, line));

    private static IEnumerable<TextChange> Joined(IEnumerable<(Kind Kind, string Line)> steps)
    {
        var (kind, lines) = (Kind.Unspecified, new List<string>());
        foreach (var step in steps)
        {
            if (step.Kind != kind && lines.Count > 0)
            {
                yield return new TextChange { Kind = kind, Text = string.Join('\n', lines) };
                lines.Clear();
            }

            kind = step.Kind;
            lines.Add(step.Line);
        }

        if (lines.Count > 0)
            yield return new TextChange { Kind = kind, Text = string.Join('\n', lines) };
    }
}
