using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using Code = OpsPlatform.Contents.V1.MixFinding.Types.Code;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Tier = OpsPlatform.Contents.V1.Content.Types.Tier;

namespace OpsPlatform.Domain.Contents;

/// <summary>What contents are made of, against what operation plans want of them (CON-01 to CON-07, CON-21, CON-24, CON-26).</summary>
public static class Mixes
{
    public const int MostDays = 366;

    private const int WholeBps = 10_000;
    private const int MostCommercialBps = 3000;
    private const int FewestForCommercial = 10;

    /// <summary>Parts of a whole, by weight.</summary>
    private static readonly Dictionary<MixPreset, (string Class, int Weight)[]> Divisions = new()
    {
        [MixPreset.Value] = [("know-how", 30), ("scene", 25), ("co-creation", 20), ("interactive", 25)],
        [MixPreset.Pyramid] = [("brand-values", 20), ("know-how", 30), ("entertainment", 50)],
        [MixPreset.ThreeThree] = [("knowledge", 1), ("entertainment", 1), ("service", 1)],
        [MixPreset.ThreeClasses] = [("product-display", 1), ("usage-scene", 1), ("brand-story", 1)],
        [MixPreset.FourTwoOne] = [("usage-scene", 1), ("pain-point", 1), ("method", 1), ("effect-comparison", 1), ("qa", 1), ("challenge", 1), ("emotional-hook", 1)],
    };

    /// <summary>Shares of all contents, each by itself.</summary>
    private static readonly Dictionary<MixPreset, (string Class, int Bps)[]> Shares = new()
    {
        [MixPreset.Diagnosis] = [("templated", 6000), ("original", 2000)],
        [MixPreset.ValueShares] = [("emotional", 4000), ("valuable", 5500)],
        [MixPreset.Originality] = [("original", 5000)],
    };

    /// <param name="contents">Those whose slot lies in the range.</param>
    public static Mix Of(GetMixRequest request, IEnumerable<Content> contents)
    {
        var counted = contents.Where(content => content.State is State.Scheduled or State.Published or State.Live).ToList();
        var mix = Shares.TryGetValue(request.Preset, out var shares) ? Apart(shares, counted) : Divided(Parts(request), request.PlannedCount, counted);
        mix.Preset = request.Preset;
        mix.ContentCount = counted.Count;
        mix.Findings.Add([.. Findings(mix), .. Commercial(counted)]);
        mix.Tiers.Add(counted.Where(content => content.Tier != Tier.Unspecified).GroupBy(content => content.Tier).OrderBy(tier => tier.Key).Select(Result));
        return mix;
    }

    private static (string Class, int Weight)[] Parts(GetMixRequest request)
    {
        if (request.Preset != MixPreset.Custom)
            return Divisions[request.Preset];
        var sum = request.Shares.Sum(share => share.ShareBps);
        return sum == WholeBps
            ? [.. request.Shares.Select(share => (share.ClassId, share.ShareBps))]
            : throw new Refusal(ErrorReason.ContentMixSum, "shares", ("sum", sum));
    }

    private static Mix Divided((string Class, int Weight)[] parts, int planned, List<Content> contents)
    {
        int[] weights = [.. parts.Select(part => part.Weight)];
        var (targets, plan) = (LargestRemainder.Split(WholeBps, weights), LargestRemainder.Split(planned, weights));
        var counts = parts.Select(part => Count(part.Class, contents)).ToArray();
        var mix = new Mix { UnclassifiedCount = contents.Count(content => !parts.Any(part => content.Classes.Contains(part.Class))) };
        mix.Classes.Add(parts.Select((part, i) => New(part.Class, counts[i], counts.Sum(), (int)targets[i], (int)plan[i])));
        return mix;
    }

    private static Mix Apart((string Class, int Bps)[] shares, List<Content> contents) => new()
    {
        Classes = { shares.Select(share => New(share.Class, Count(share.Class, contents), contents.Count, share.Bps, 0)) },
    };

    private static MixClass New(string of, int count, int total, int target, int planned)
    {
        var actual = total == 0 ? 0 : (int)((long)count * WholeBps / total);
        return new MixClass { ClassId = of, ContentCount = count, ActualBps = actual, TargetBps = target, DeviationBps = actual - target, PlannedCount = planned };
    }

    private static IEnumerable<MixFinding> Findings(Mix mix) => mix.ContentCount == 0 ? [] : mix.Preset switch
    {
        MixPreset.ThreeThree or MixPreset.ThreeClasses => Missing(mix),
        MixPreset.FourTwoOne => Missing(mix).Concat(TooMany(mix)),
        MixPreset.Diagnosis when mix.Classes[0].ActualBps >= mix.Classes[0].TargetBps && mix.Classes[1].ActualBps <= mix.Classes[1].TargetBps => mix.Classes.Select(each => Found(Code.Homogeneous, each)),
        MixPreset.ValueShares => mix.Classes.Take(1).Where(IsBelow).Select(each => Found(Code.Below, each)).Concat(mix.Classes.Skip(1).Where(each => each.DeviationBps <= 0).Select(each => Found(Code.NotReached, each))),
        MixPreset.Originality => mix.Classes.Where(IsBelow).Select(each => Found(Code.Below, each)),
        _ => [],
    };

    private static IEnumerable<MixFinding> Missing(Mix mix) =>
        mix.Classes.Where(each => each.ContentCount == 0).Select(each => new MixFinding { Code = Code.MissingKind, ClassId = each.ClassId, Limit = 1 });

    /// <summary>A set has one of each; of several sets together, as many of each as there are sets.</summary>
    private static IEnumerable<MixFinding> TooMany(Mix mix)
    {
        var sets = Math.Max(1, mix.Classes.Sum(each => each.ContentCount) / mix.Classes.Count);
        return mix.Classes.Where(each => each.ContentCount > sets).Select(each => new MixFinding { Code = Code.TooMany, ClassId = each.ClassId, Actual = each.ContentCount, Limit = sets });
    }

    private static IEnumerable<MixFinding> Commercial(List<Content> contents)
    {
        var share = contents.Count == 0 ? 0 : contents.Count(content => content.Commercial) * WholeBps / contents.Count;
        if (contents.Count >= FewestForCommercial && share > MostCommercialBps)
            yield return new MixFinding { Code = Code.CommercialCapExceeded, Actual = share, Limit = MostCommercialBps };
    }

    /// <summary>Rates from sums: a content that many saw weighs more than one that few did.</summary>
    private static TierResult Result(IGrouping<Tier, Content> tier)
    {
        var measured = tier.Select(content => content.Retrospective).OfType<Retrospective>().ToList();
        var plays = measured.Sum(each => each.Plays);
        var result = new TierResult { Tier = tier.Key, ContentCount = tier.Count(), MeasuredCount = measured.Count, Plays = plays };
        if (plays > 0)
        {
            result.CompletionBps = Bps(each => each.Completions);
            result.InteractionBps = Bps(each => each.Interactions);
        }

        return result;

        int Bps(Func<Retrospective, long> part) => (int)Int128.Min(int.MaxValue, (Int128)measured.Sum(part) * WholeBps / plays);
    }

    private static bool IsBelow(MixClass of) => of.DeviationBps < 0;

    private static MixFinding Found(Code code, MixClass of) => new() { Code = code, ClassId = of.ClassId, Actual = of.ActualBps, Limit = of.TargetBps };

    private static int Count(string of, List<Content> contents) => contents.Count(content => content.Classes.Contains(of));
}
