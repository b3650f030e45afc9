using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;

namespace OpsPlatform.Domain.Approvals;

/// <summary>Decides which writes of a workspace need a second principal, and folds what has happened.</summary>
public static class PolicyDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<ApprovalPolicy> policy, SetApprovalPolicyRequest request, DecisionContext context)
    {
        var set = new ApprovalPolicySet { Permissions = { request.Permissions.Order(StringComparer.Ordinal) } };
        return policy.Version > 0 && !policy.Root.Deleted && policy.Root.Permissions.Equals(set.Permissions) ? [] : [set];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<ApprovalPolicy> policy, DeleteApprovalPolicyRequest request, DecisionContext context) =>
        policy.Root.Deleted ? [] : [new ApprovalPolicyDeleted()];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<ApprovalPolicy> policy, Recorded recorded)
    {
        var root = policy.Root;
        switch (recorded.Message)
        {
            case ApprovalPolicySet set:
                root.Deleted = false;
                root.Permissions.Clear();
                root.Permissions.Add(set.Permissions);
                break;
            case ApprovalPolicyDeleted:
                root.Deleted = true;
                break;
            default:
                throw new UnreachableException($"{policy.Name} has an event that no policy can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }
}
