using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.PlanTemplates;

internal sealed class List() : ListCommand<ListPlanTemplatesRequest, PlanTemplate>(
    "list",
    "List the plan templates of a workspace, built-in ones too.",
    [new("parent", "The workspace.")],
    "ops plan-templates list")
{
    protected override IAsyncEnumerable<PlanTemplate> Items(OpsPlatformClient client, ListPlanTemplatesRequest request) =>
        client.Campaigns.EnumeratePlanTemplatesAsync(request);
}
