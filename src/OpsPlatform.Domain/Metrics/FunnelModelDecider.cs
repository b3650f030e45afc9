using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Collections;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what happens to a workspace's own funnel, and folds what has happened.</summary>
public static class FunnelModelDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<FunnelModel> model, SetFunnelModelRequest request, KnownMetrics metrics, DecisionContext context)
    {
        MustNotBeBuiltIn(request.Name);
        Check(request.Stages, metrics);
        var set = new FunnelModelSet { DisplayName = request.DisplayName, Description = request.Description, Stages = { request.Stages } };
        if (request.HasBreakLimitBps)
            set.BreakLimitBps = request.BreakLimitBps;
        return model.Version > 0 && !model.Root.Deleted && Of(model.Root).Equals(set) ? [] : [set];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<FunnelModel> model, DeleteFunnelModelRequest request, DecisionContext context) =>
        model.Root.Deleted ? [] : [new FunnelModelDeleted()];

    /// <exception cref="Refusal">It comes with OpsPlatform, so that it has no stream to decide on.</exception>
    public static void MustNotBeBuiltIn(string name) => BuiltInFunnels.All.MustNotHave(name, ErrorReason.FunnelModelBuiltIn);

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<FunnelModel> model, Recorded recorded)
    {
        var root = model.Root;
        switch (recorded.Message)
        {
            case FunnelModelSet set:
                (root.DisplayName, root.Description, root.Deleted) = (set.DisplayName, set.Description, false);
                root.Stages.Clear();
                root.Stages.Add(set.Stages.Clone());
                root.ClearBreakLimitBps();
                if (set.HasBreakLimitBps)
                    root.BreakLimitBps = set.BreakLimitBps;
                break;
            case FunnelModelDeleted:
                root.Deleted = true;
                break;
            default:
                throw new UnreachableException($"{model.Name} has an event that no funnel can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static FunnelModelSet Of(FunnelModel model)
    {
        var set = new FunnelModelSet { DisplayName = model.DisplayName, Description = model.Description, Stages = { model.Stages } };
        if (model.HasBreakLimitBps)
            set.BreakLimitBps = model.BreakLimitBps;
        return set;
    }

    private static void Check(RepeatedField<FunnelStage> stages, KnownMetrics metrics)
    {
        if (stages.GroupBy(stage => stage.Stage).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.FunnelStageRepeated, "stages", ("stage", repeated.Key));
        foreach (var stage in stages)
        {
            var metric = metrics.Get(stage.Metric, "stages");
            if (metric.Aggregation == Aggregation.Quotient || (ReferenceEquals(stage, stages[0]) && stage.HasTargetBps))
                throw new Refusal(ErrorReason.FunnelStageInvalid, "stages", ("stage", stage.Stage), ("metric", stage.Metric));
        }
    }
}
