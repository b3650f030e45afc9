using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.PlanTemplates;

internal sealed class Get() : RpcCommand<GetPlanTemplateRequest, PlanTemplate>(
    "get",
    "Show a plan template.",
    [new("name", "The template.")],
    "ops plan-templates get two-eight-four")
{
    protected override AsyncUnaryCall<PlanTemplate> Call(OpsPlatformClient client, GetPlanTemplateRequest request, CallOptions options) =>
        client.Campaigns.GetPlanTemplateAsync(request, options);
}
