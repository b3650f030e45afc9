using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

/// <summary>For people it draws the plan; programs get the message.</summary>
internal sealed class GetProgress() : RpcCommand<GetProgressRequest, Progress>(
    "progress",
    "Draw a campaign's plan, and show how far it has come.",
    [new("name", "The campaign.")],
    "ops campaigns progress spring",
    "ops campaigns progress spring -o json")
{
    protected override AsyncUnaryCall<Progress> Call(OpsPlatformClient client, GetProgressRequest request, CallOptions options) =>
        client.Campaigns.GetProgressAsync(request, options);

    protected override void Show(Invocation invocation, GetProgressRequest request, Progress answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        new GanttChart(invocation.Terminal, answer).Write();
        invocation.Terminal.Output.WriteLine();
        var summary = answer.Clone();
        summary.Plan = null;
        table.Show(summary);
    }
}
