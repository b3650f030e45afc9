using Grpc.Core;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Pipeline;
using Resource = OpsPlatform.Partners.V1.Caller;

namespace OpsPlatform.Server.Partners;

/// <summary>Tells callers of themselves.</summary>
internal sealed class CallerQuery(AccessControl access)
{
    public async Task<Resource> Get(ServerCallContext context)
    {
        var caller = RpcCall.Of(context).Caller!;
        var answer = new Resource { Client = $"clients/{caller.ClientId}", Principal = caller.Principal, Partner = caller.Client.Partner, Scopes = { caller.Scopes } };
        foreach (var (workspaceId, grant) in caller.Client.Grants.OrderBy(grant => grant.Key, StringComparer.Ordinal))
        {
            if (await access.FindAsync(caller, workspaceId, context.CancellationToken) is not { } granted)
                continue;

            // Of a wildcard that the scopes narrow, what is left is what they say of it.
            var left = granted.Granted.Where(caller.Scopes.Covers).Concat(caller.Scopes.Where(granted.Granted.Covers)).Distinct().Order(StringComparer.Ordinal);
            answer.Access.Add(new Resource.Types.Access
            {
                Workspace = $"workspaces/{workspaceId}",
                Roles = { grant.Grant.Roles },
                Permissions = { left },
                Resources = { grant.Grant.Resources },
                SuspendReason = granted.SuspendedFor ?? "",
            });
        }

        return answer;
    }
}
