using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class PlanTeam() : RpcCommand<PlanTeamRequest, TeamPlan>(
    "plan-team",
    "Show how a team is set up by one of the operation plans.",
    [
        new("parent", "The workspace."),
        new("preset", "The plan to go by."),
        new("headcount", "How many people there are."),
        new("departments", "How many a department is to have, again for each: content:6.", "department"),
        new("stage", "How far the brand is, for five-layers. Default: start-up."),
        new("posts", "What a person does, again for each: E17:content,department=studio,project-line=spring,kpis=plays.", "post"),
        new("mode", "How the team is led, for five-layers."),
        new("date", "The day as of which meetings are judged."),
        new("meetings", "When the team has met, again for each: stand-up:2026-03-06.", "meeting"),
        new("director_years", "How many years the director of a fan team has done this."),
    ],
    "ops accounts plan-team --preset four-departments --headcount 12",
    "ops accounts plan-team --preset five-layers --stage launch-group --post E17:content --post E21:operations --post E17:business",
    "ops accounts plan-team --preset three-functions --department content:6 --department tech:4 --department operations:9")
{
    protected override AsyncUnaryCall<TeamPlan> Call(OpsPlatformClient client, PlanTeamRequest request, CallOptions options) =>
        client.Accounts.PlanTeamAsync(request, options);
}
