using OpsPlatform.Approvals.V1;
using OpsPlatform.Domain.Approvals;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Approvals;

/// <summary>What maker and checker bring to the server.</summary>
internal static class ApprovalModule
{
    public static Nouns AddApprovals(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<ApprovalPolicy>(PolicyDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Approval>(ApprovalDecider.Evolve, _ => null));
        services.AddSingleton<HeldCalls>();
        services.AddSingleton(provider => new RpcHandlers(provider, nouns.ServiceTypes));
        return nouns.Add<ApprovalService>(
            services, OpsPlatform.Approvals.V1.ApprovalService.Descriptor, ApprovalsEventsReflection.Descriptor, ApprovalPolicy.Descriptor, Approval.Descriptor);
    }
}
