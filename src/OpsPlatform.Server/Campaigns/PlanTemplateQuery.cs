using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>The plan templates of a workspace: those that OpsPlatform brings, and its own.</summary>
internal sealed class PlanTemplateQuery(PostgresEventStore store, QueryRunner queries) : BuiltInQuery<PlanTemplate>(store, queries)
{
    protected override PlanTemplate? BuiltIn(string id, string workspace) => BuiltInPlanTemplates.Find(id, workspace);

    protected override IEnumerable<PlanTemplate> BuiltIns(string workspace) => BuiltInPlanTemplates.In(workspace);

    protected override Refusal Unknown(string field, string id, string known) => new(ErrorReason.ResourceNotFound, "");
}
