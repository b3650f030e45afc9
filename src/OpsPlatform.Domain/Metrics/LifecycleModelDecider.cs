using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what happens to a workspace's own lifecycle model, and folds what has happened.</summary>
public static class LifecycleModelDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<LifecycleModel> model, SetLifecycleModelRequest request, DecisionContext context)
    {
        MustNotBeBuiltIn(request.Name);
        string[] stages = [.. request.Stages.Select(stage => stage.Stage)];
        var odd = stages.GroupBy(stage => stage).Where(same => same.Count() > 1).Select(same => same.Key).Concat(request.Stages.SelectMany(stage => stage.NextStages).Except(stages));
        if (odd.FirstOrDefault() is { } stage)
            throw new Refusal(ErrorReason.LifecycleStagesInvalid, "stages", ("stage", stage));
        var set = new LifecycleModelSet { DisplayName = request.DisplayName, Description = request.Description, Stages = { request.Stages } };
        return model.Version > 0 && !model.Root.Deleted && Of(model.Root).Equals(set) ? [] : [set];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<LifecycleModel> model, DeleteLifecycleModelRequest request, DecisionContext context) =>
        model.Root.Deleted ? [] : [new LifecycleModelDeleted()];

    /// <exception cref="Refusal">It comes with OpsPlatform, so that it has no stream to decide on.</exception>
    public static void MustNotBeBuiltIn(string name) => BuiltInLifecycles.All.MustNotHave(name, ErrorReason.LifecycleModelBuiltIn);

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<LifecycleModel> model, Recorded recorded)
    {
        var root = model.Root;
        switch (recorded.Message)
        {
            case LifecycleModelSet set:
                (root.DisplayName, root.Description, root.Deleted) = (set.DisplayName, set.Description, false);
                root.Stages.Clear();
                root.Stages.Add(set.Stages.Clone());
                break;
            case LifecycleModelDeleted:
                root.Deleted = true;
                break;
            default:
                throw new UnreachableException($"{model.Name} has an event that no lifecycle model can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static LifecycleModelSet Of(LifecycleModel model) => new() { DisplayName = model.DisplayName, Description = model.Description, Stages = { model.Stages } };
}
