using Grpc.Core;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Partners;

/// <summary>The roles of a workspace: those that the platform brings, and its own.</summary>
internal sealed class RoleQuery(PostgresEventStore store, QueryRunner queries)
{
    private const string Collection = "roles/";

    public Task<Role> Get(ServerCallContext context, GetRoleRequest request)
    {
        var call = RpcCall.Of(context);
        return BuiltInRoles.Find(call.Method.Target(request)!.Value.Stream[Collection.Length..], call.Workspace) is { } role
            ? Task.FromResult(role)
            : queries.Get<Role>(context, request);
    }

    public async Task<ListRolesResponse> List(ServerCallContext context, ListRolesRequest request)
    {
        var workspace = RpcCall.Of(context).Workspace;
        var roles = BuiltInRoles.In(workspace).ToList();
        await foreach (var role in store.EnumerateDocumentsAsync<Role>(workspace, cancellation: context.CancellationToken))
            roles.Add(role);
        return await queries.List<Role, ListRolesResponse>(context, request, [.. roles.Select(role => (role.Name[$"workspaces/{workspace}/".Length..], role))]);
    }
}
