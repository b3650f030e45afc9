using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class Record() : RpcCommand<RecordExperimentRequest, Experiment>(
    "record",
    "Add what was counted to what was counted before.",
    [
        new("name", "The experiment."),
        new("counts", "A variant and how many saw it, again for each: new:5000,success-count=310.", "count"),
    ],
    "ops experiments record spring/hook --count today:5000,success-count=250 --count new:5000,success-count=310")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, RecordExperimentRequest request, CallOptions options) =>
        client.Campaigns.RecordExperimentAsync(request, options);
}
