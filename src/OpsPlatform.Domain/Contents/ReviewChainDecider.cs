using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>Decides what happens to a workspace's own review chain, and folds what has happened.</summary>
public static class ReviewChainDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<ReviewChain> chain, SetReviewChainRequest request, DecisionContext context)
    {
        BuiltInReviewChains.All.MustNotHave(request.Name, ErrorReason.ReviewChainBuiltIn);
        if (!CanBeFilled(request.Stages))
            throw new Refusal(ErrorReason.ReviewChainUnfillable, "stages", ("count", request.Stages.Count));
        var set = new ReviewChainSet { DisplayName = request.DisplayName, Stages = { request.Stages }, FinalRejection = request.FinalRejection };
        return chain.Version > 0 && Of(chain.Root).Equals(set) ? [] : [set];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<ReviewChain> chain, Recorded recorded)
    {
        if (recorded.Message is not ReviewChainSet set)
            throw new UnreachableException($"{chain.Name} has an event that no review chain can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        chain.Root.DisplayName = set.DisplayName;
        chain.Root.FinalRejection = set.FinalRejection;
        chain.Root.Stages.Clear();
        chain.Root.Stages.Add(set.Stages.Clone());
    }

    /// <summary>Whether each stage that names its reviewers can have one of its own: a matching, found by giving way one after another.</summary>
    private static bool CanBeFilled(IReadOnlyList<ReviewStage> stages)
    {
        var taken = new Dictionary<string, ReviewStage>();
        return stages.Where(stage => stage.Reviewers.Count > 0).All(stage => Seat(stage, []));

        bool Seat(ReviewStage stage, HashSet<string> tried)
        {
            foreach (var reviewer in stage.Reviewers.Where(tried.Add))
            {
                if (taken.TryGetValue(reviewer, out var other) && !Seat(other, tried))
                    continue;
                taken[reviewer] = stage;
                return true;
            }

            return false;
        }
    }

    private static ReviewChainSet Of(ReviewChain chain) => new() { DisplayName = chain.DisplayName, Stages = { chain.Stages }, FinalRejection = chain.FinalRejection };
}
