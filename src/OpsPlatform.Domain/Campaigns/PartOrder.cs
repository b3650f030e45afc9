using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>The order of a plan's parts that need each other.</summary>
internal static class PartOrder
{
    /// <summary>A refusal travels in a trailer, and many clients take no more than 8 KiB of them.</summary>
    private const int MostNamed = 30;

    /// <summary>The parts as they were given, but each after all that it needs.</summary>
    /// <exception cref="Refusal">They need each other in a circle, which it names.</exception>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> parts, string field, Func<T, string> id, Func<T, IEnumerable<string>> needs)
    {
        var byId = parts.ToDictionary(id);
        var ordered = new List<T>();
        var done = new HashSet<string>();
        var path = new List<string>();
        foreach (var part in parts)
            Visit(part);
        return ordered;

        void Visit(T part)
        {
            if (done.Contains(id(part)))
                return;
            var begin = path.IndexOf(id(part));
            path.Add(id(part));
            if (begin >= 0)
                throw new Refusal(ErrorReason.PlanCycle, field, ("cycle", Text(path[begin..])));
            foreach (var need in needs(part))
                Visit(byId[need]);
            path.RemoveAt(path.Count - 1);
            done.Add(id(part));
            ordered.Add(part);
        }
    }

    private static string Text(List<string> cycle) =>
        string.Join(" → ", cycle.Count <= MostNamed ? cycle : [.. cycle.Take(MostNamed - 2), "…", cycle[^1]]);
}
