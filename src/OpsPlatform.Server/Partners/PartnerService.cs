using Grpc.Core;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Queries;
using Caller = OpsPlatform.Partners.V1.Caller;

namespace OpsPlatform.Server.Partners;

/// <summary>The rpcs of partners_service.proto, each handed to its decider or its query.</summary>
internal sealed class PartnerService(
    CommandRunner<Workspace> workspaces,
    CommandRunner<Partner> partners,
    CommandRunner<Client> clients,
    CommandRunner<Role> roles,
    CommandRunner<Quota> quotas,
    QueryRunner queries,
    Grantable grantable,
    BuiltInQuery<Role> builtInRoles,
    CallerQuery callers,
    UsageQuery usage,
    ClientSecrets secrets) : OpsPlatform.Partners.V1.PartnerService.PartnerServiceBase
{
    public override Task<Workspace> CreateWorkspace(CreateWorkspaceRequest request, ServerCallContext context) =>
        workspaces.Run(context, request, WorkspaceDecider.Create, workspace => workspace.Root);

    public override Task<Workspace> GetWorkspace(GetWorkspaceRequest request, ServerCallContext context) =>
        queries.Get<Workspace>(context, request);

    public override Task<ListWorkspacesResponse> ListWorkspaces(ListWorkspacesRequest request, ServerCallContext context) =>
        queries.List<Workspace, ListWorkspacesResponse>(context, request);

    public override Task<Workspace> SuspendWorkspace(SuspendWorkspaceRequest request, ServerCallContext context) =>
        workspaces.Run(context, request, WorkspaceDecider.Suspend, workspace => workspace.Root);

    public override Task<Workspace> ResumeWorkspace(ResumeWorkspaceRequest request, ServerCallContext context) =>
        workspaces.Run(context, request, WorkspaceDecider.Resume, workspace => workspace.Root);

    public override Task<Partner> CreatePartner(CreatePartnerRequest request, ServerCallContext context) =>
        partners.Run(context, request, PartnerDecider.Create, partner => partner.Root);

    public override Task<Partner> GetPartner(GetPartnerRequest request, ServerCallContext context) =>
        queries.Get<Partner>(context, request);

    public override Task<ListPartnersResponse> ListPartners(ListPartnersRequest request, ServerCallContext context) =>
        queries.List<Partner, ListPartnersResponse>(context, request);

    public override Task<Partner> SuspendPartner(SuspendPartnerRequest request, ServerCallContext context) =>
        partners.Run(context, request, PartnerDecider.Suspend, partner => partner.Root);

    public override Task<Partner> ResumePartner(ResumePartnerRequest request, ServerCallContext context) =>
        partners.Run(context, request, PartnerDecider.Resume, partner => partner.Root);

    public override async Task<Client> CreateClient(CreateClientRequest request, ServerCallContext context)
    {
        await queries.Find<Partner>(WorkspaceDecider.Platform, request.Client.Partner, context.CancellationToken, "client.partner");
        return await clients.Run(context, request, ClientDecider.Create, client => client.Root);
    }

    public override Task<Client> GetClient(GetClientRequest request, ServerCallContext context) =>
        queries.Get<Client>(context, request);

    public override Task<ListClientsResponse> ListClients(ListClientsRequest request, ServerCallContext context) =>
        queries.List<Client, ListClientsResponse>(context, request);

    public override Task<Client> SuspendClient(SuspendClientRequest request, ServerCallContext context) =>
        clients.Run(context, request, ClientDecider.Suspend, client => client.Root);

    public override Task<Client> ResumeClient(ResumeClientRequest request, ServerCallContext context) =>
        clients.Run(context, request, ClientDecider.Resume, client => client.Root);

    public override async Task<AddClientSecretResponse> AddClientSecret(AddClientSecretRequest request, ServerCallContext context)
    {
        var (secretId, secret, hash) = secrets.Make();
        var answer = await clients.Run(
            context,
            request,
            (client, _, _) => ClientDecider.AddSecret(client, request.ReplaceSecretId, secretId, hash),
            client => new AddClientSecretResponse { Client = client.Root, SecretId = secretId, SecretLost = true });

        // Only now, so that the request's record, which repeats are answered from, does not have it.
        (answer.Secret, answer.SecretLost) = (request.ValidateOnly ? "" : secret, false);
        return answer;
    }

    public override Task<Client> RemoveClientSecret(RemoveClientSecretRequest request, ServerCallContext context) =>
        clients.Run(context, request, ClientDecider.RemoveSecret, client => client.Root);

    public override Task<Client> AddClientKey(AddClientKeyRequest request, ServerCallContext context)
    {
        var key = ClientPublicKey.Parse(request.Jwk);
        return clients.Run(context, request, (client, _, _) => ClientDecider.AddKey(client, key.Id, key.Jwk), client => client.Root);
    }

    public override Task<Client> RemoveClientKey(RemoveClientKeyRequest request, ServerCallContext context) =>
        clients.Run(context, request, ClientDecider.RemoveKey, client => client.Root);

    public override async Task<Grant> GrantAccess(GrantAccessRequest request, ServerCallContext context)
    {
        var workspaceId = request.Name.LastId();
        if (workspaceId != WorkspaceDecider.Platform)
            await queries.Find<Workspace>(WorkspaceDecider.Platform, $"workspaces/{workspaceId}", context.CancellationToken, "name");
        grantable.MustBeNeeded(request.Permissions);
        await grantable.MustExistAsync(workspaceId, request.Roles, context.CancellationToken);
        return await clients.Run(context, request, ClientDecider.GrantAccess, client => client.The<Grant>());
    }

    public override Task<Grant> RevokeAccess(RevokeAccessRequest request, ServerCallContext context) =>
        clients.Run(context, request, ClientDecider.RevokeAccess, client => client.The<Grant>());

    public override Task<Grant> GetGrant(GetGrantRequest request, ServerCallContext context) =>
        queries.Get<Grant>(context, request);

    public override Task<ListGrantsResponse> ListGrants(ListGrantsRequest request, ServerCallContext context) =>
        queries.List<Grant, ListGrantsResponse>(context, request);

    public override Task<Role> SetRole(SetRoleRequest request, ServerCallContext context)
    {
        grantable.MustBeNeeded(request.Permissions);
        return roles.Run(context, request, RoleDecider.Set, role => role.Root);
    }

    public override Task<Role> DeleteRole(DeleteRoleRequest request, ServerCallContext context) =>
        roles.Run(context, request, RoleDecider.Delete, role => role.Root);

    public override Task<Role> GetRole(GetRoleRequest request, ServerCallContext context) =>
        builtInRoles.Get(context, request);

    public override Task<ListRolesResponse> ListRoles(ListRolesRequest request, ServerCallContext context) =>
        builtInRoles.List<ListRolesResponse>(context, request);

    public override async Task<Quota> SetQuota(SetQuotaRequest request, ServerCallContext context)
    {
        await usage.MustFit(request, context.CancellationToken);
        return await quotas.Run(context, request, QuotaDecider.Set, quota => quota.Root);
    }

    public override Task<Quota> GetQuota(GetQuotaRequest request, ServerCallContext context) =>
        queries.Get<Quota>(context, request);

    public override Task<ListQuotasResponse> ListQuotas(ListQuotasRequest request, ServerCallContext context) =>
        queries.List<Quota, ListQuotasResponse>(context, request);

    public override Task<ListUsagesResponse> ListUsages(ListUsagesRequest request, ServerCallContext context) =>
        usage.List(context, request);

    public override Task<Caller> GetCaller(GetCallerRequest request, ServerCallContext context) =>
        callers.Get(context);
}
