using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class ReopenTask() : RpcCommand<ReopenTaskRequest, Campaign>(
    "reopen-task",
    "Record that a task is not done after all.",
    [
        new("name", "The campaign."),
        new("task_id", "The task.", "task"),
        new("reason", "Why."),
    ],
    "ops campaigns reopen-task spring --task team-roles --reason 'Two roles are vacant'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, ReopenTaskRequest request, CallOptions options) =>
        client.Campaigns.ReopenTaskAsync(request, options);
}
