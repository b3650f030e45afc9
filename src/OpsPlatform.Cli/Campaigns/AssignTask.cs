using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class AssignTask() : RpcCommand<AssignTaskRequest, Campaign>(
    "assign-task",
    "Say who does a task.",
    [
        new("name", "The campaign."),
        new("task_id", "The task.", "task"),
        new("owner_id", "The workspace's own id for the person.", "owner"),
    ],
    "ops campaigns assign-task spring --task team-roles --owner E17")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, AssignTaskRequest request, CallOptions options) =>
        client.Campaigns.AssignTaskAsync(request, options);
}
