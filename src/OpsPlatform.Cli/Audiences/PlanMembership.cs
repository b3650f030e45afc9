using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Audiences;

internal sealed class PlanMembership() : RpcCommand<PlanMembershipRequest, MembershipPlan>(
    "plan-membership",
    "Show until when a membership lasts, and what it gives.",
    [
        new("parent", "The workspace."),
        new("tier", "For how long a member pays."),
        new("start_date", "The first day.", "from"),
    ],
    "ops audiences plan-membership --tier quarterly --from 2026-01-31")
{
    protected override AsyncUnaryCall<MembershipPlan> Call(OpsPlatformClient client, PlanMembershipRequest request, CallOptions options) =>
        client.Metrics.PlanMembershipAsync(request, options);
}
