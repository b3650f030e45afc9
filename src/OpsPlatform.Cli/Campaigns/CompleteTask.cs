using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class CompleteTask() : RpcCommand<CompleteTaskRequest, Campaign>(
    "complete-task",
    "Record that a task is done.",
    [
        new("name", "The campaign."),
        new("task_id", "The task.", "task"),
        new("evidence", "What shows it."),
        new("done_date", "The day on which it was done. Default: today."),
        new("reworked", "It was right only after it had been done again."),
    ],
    "ops campaigns complete-task spring --task team-roles --evidence https://wiki.example/roles")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, CompleteTaskRequest request, CallOptions options) =>
        client.Campaigns.CompleteTaskAsync(request, options);
}
