using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Partners;

/// <summary>Decides what happens to a workspace's own role, and folds what has happened.</summary>
public static class RoleDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<Role> role, SetRoleRequest request, DecisionContext context)
    {
        MustNotBeBuiltIn(request.Name);
        var set = new RoleSet { DisplayName = request.DisplayName };
        set.Permissions.Add(request.Permissions.Order(StringComparer.Ordinal));
        return role.Version > 0 && !role.Root.Deleted && role.Root.DisplayName == set.DisplayName && role.Root.Permissions.Equals(set.Permissions) ? [] : [set];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<Role> role, DeleteRoleRequest request, DecisionContext context)
    {
        MustNotBeBuiltIn(request.Name);
        if (role.Version == 0)
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        return role.Root.Deleted ? [] : [new RoleDeleted()];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Role> role, Recorded recorded)
    {
        var root = role.Root;
        switch (recorded.Message)
        {
            case RoleSet set:
                root.DisplayName = set.DisplayName;
                root.Deleted = false;
                root.Permissions.Clear();
                root.Permissions.Add(set.Permissions);
                break;
            case RoleDeleted:
                root.Deleted = true;
                break;
            default:
                throw new UnreachableException($"{role.Name} has an event that no role can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void MustNotBeBuiltIn(string name) => BuiltInRoles.All.MustNotHave(name, ErrorReason.RoleBuiltIn);
}
