using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.PlanTemplates;

internal sealed class Set() : RpcCommand<SetPlanTemplateRequest, PlanTemplate>(
    "set",
    "Add a plan template, or change it to exactly this.",
    [
        new("name", "The template."),
        new("display_name", "What people call it."),
        new("unit", "What its lengths are counted in."),
        new("phases", "A phase, again for each: prepare:Prepare,length=2,longest=3.", "phase"),
        new("tasks", "A task and its phase, again for each: script:prepare,item=content.", "task"),
        new("milestones", "A milestone, again for each: live:Live,after=2,requirements=points-live.", "milestone"),
    ],
    "ops plan-templates set quick-launch --display-name 'Quick launch' --unit week --phase prepare:Prepare,length=1 --phase run:Run,length=3 --task script:prepare,item=content")
{
    protected override AsyncUnaryCall<PlanTemplate> Call(OpsPlatformClient client, SetPlanTemplateRequest request, CallOptions options) =>
        client.Campaigns.SetPlanTemplateAsync(request, options);
}
