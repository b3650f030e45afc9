using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Partners;

/// <summary>Decides what a client or a workspace may use, and folds what was decided.</summary>
public static class QuotaDecider
{
    private const string Collection = "quotas/";
    private const string OfWorkspace = "workspace-";

    public static IEnumerable<IMessage> Set(Aggregate<Quota> quota, SetQuotaRequest request, DecisionContext context)
    {
        if (request.Burst > 0 && request.PerSecond == 0)
            throw new Refusal(ErrorReason.QuotaBurstAlone, "burst", ("burst", request.Burst));
        if (Subject(request.Name).StartsWith("workspaces/", StringComparison.Ordinal) && (request.Daily.Count > 0 || request.HasStreams))
            throw new Refusal(ErrorReason.QuotaOfClientsOnly, request.HasStreams ? "streams" : "daily", ("field", request.HasStreams ? "streams" : "daily"));

        var set = new QuotaSet { Burst = request.Burst };
        if (request.HasPerSecond)
            set.PerSecond = request.PerSecond;
        if (request.HasStreams)
            set.Streams = request.Streams;
        set.Daily.Add(request.Daily.GroupBy(daily => daily.Group).Select(group => group.Last()).OrderBy(daily => daily.Group, StringComparer.Ordinal));

        // By their bytes: generated equality takes a number that is not set for 0, and there 0 is no limit.
        return quota.Version > 0 && AsSet(quota.Root).ToByteString() == set.ToByteString() ? [] : [set];
    }

    /// <summary>Whose quota it is: <c>clients/acme-ops</c>.</summary>
    public static string Subject(string name)
    {
        var id = name[Collection.Length..];
        var at = id.IndexOf('-', StringComparison.Ordinal);
        return $"{(id.StartsWith(OfWorkspace, StringComparison.Ordinal) ? "workspaces" : "clients")}/{id[(at + 1)..]}";
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Quota> quota, Recorded recorded)
    {
        switch (recorded.Message)
        {
            case QuotaSet set:
                Apply(quota.Root, set);
                break;
            default:
                throw new UnreachableException($"{quota.Name} has an event that no quota can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static QuotaSet AsSet(Quota quota)
    {
        var set = new QuotaSet { Burst = quota.Burst, Daily = { quota.Daily } };
        if (quota.HasPerSecond)
            set.PerSecond = quota.PerSecond;
        if (quota.HasStreams)
            set.Streams = quota.Streams;
        return set;
    }

    private static void Apply(Quota quota, QuotaSet set)
    {
        quota.Burst = set.Burst;
        quota.ClearPerSecond();
        quota.ClearStreams();
        if (set.HasPerSecond)
            quota.PerSecond = set.PerSecond;
        if (set.HasStreams)
            quota.Streams = set.Streams;
        quota.Daily.Clear();
        quota.Daily.Add(set.Daily);
    }
}
