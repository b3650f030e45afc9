using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class Create() : RpcCommand<CreateExperimentRequest, Experiment>(
    "create",
    "Begin an experiment in a campaign.",
    [
        new("experiment_id", "The campaign, and the id of the new experiment."),
        new("experiment.display_name", "What people call it."),
        new("experiment.observation", "What was seen."),
        new("experiment.diagnosis", "Why that is so."),
        new("experiment.adjustment", "What is changed."),
        new("experiment.direction.need", "Somebody needs it."),
        new("experiment.direction.trend", "It goes with the trend."),
        new("experiment.direction.brand_fit", "It fits the brand."),
        new("experiment.direction.feasibility", "It can be done."),
        new("experiment.variants", "A variant, again for each, the first how it is today: today:'As it is'.", "variant"),
        new("experiment.planned_trial_count", "How many trials each variant has to have.", "planned"),
        new("experiment.confidence_bps", "How sure the result is to be, in basis points. Default: 9500."),
        new("experiment.correction", "How the result allows for several variants. Default: holm."),
        new("experiment.least_uplift_bps", "Which uplift is worth a change, in basis points. Default: 500."),
        new("experiment.least_feedback_bps", "How much of what users say has to be good, in basis points. Default: not asked."),
        new("experiment.most_resource_bps", "How much it may take at most, in basis points of what was set aside. Default: not asked."),
        new("experiment.cool_down", "How long nothing else is tried after a change that was rolled out. Default: 7d."),
    ],
    "ops experiments create spring/hook --display-name 'Shorter hook' --observation 'Few watch beyond three seconds' --diagnosis 'The hook is slow' --adjustment 'Show the result first' --need --trend --brand-fit --feasibility --variant today:Today --variant new:New --planned 5000")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, CreateExperimentRequest request, CallOptions options) =>
        client.Campaigns.CreateExperimentAsync(request, options);
}
