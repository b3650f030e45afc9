using OpsPlatform.Partners.V1;
using PartnerClient = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>The steps by which an admin brings a partner on board.</summary>
internal static class PartnerSteps
{
    /// <summary>The longest that a change of access takes to act.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static int s_made;

    public static string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref s_made)}";

    public static Task<ApiClient> AdminAsync(this RunningServer server) => server.ProvisionAsync("platform", "admin", "*");

    public static async Task<Workspace> MakeWorkspaceAsync(this ApiClient admin, Workspace.Types.Kind kind = Workspace.Types.Kind.Sandbox) =>
        await admin.Partners.CreateWorkspaceAsync(new() { WorkspaceId = NewId("brand"), Workspace = new() { DisplayName = "A brand", Kind = kind } });

    public static async Task<PartnerClient> MakeClientAsync(this ApiClient admin)
    {
        var partner = await admin.Partners.CreatePartnerAsync(new() { PartnerId = NewId("agency"), Partner = new() { DisplayName = "An agency", Kind = Partner.Types.Kind.Agency } });
        return await admin.Partners.CreateClientAsync(new() { ClientId = NewId("client"), Client = new() { Partner = partner.Name, DisplayName = "A program" } });
    }

    public static async Task<Grant> GrantAsync(this ApiClient admin, PartnerClient client, Workspace workspace, string[] roles, string[]? permissions = null, string[]? resources = null) =>
        await admin.Partners.GrantAccessAsync(new() { Name = GrantName(client, workspace), Roles = { roles }, Permissions = { permissions ?? [] }, Resources = { resources ?? [] } });

    public static string GrantName(PartnerClient client, Workspace workspace) => $"{client.Name}/grants/{Id(workspace.Name)}";

    /// <summary>A caller who is the client, with a secret that it is given now.</summary>
    public static async Task<ApiClient> CallAsAsync(this RunningServer server, ApiClient admin, PartnerClient client)
    {
        var added = await admin.Partners.AddClientSecretAsync(new() { Name = client.Name });
        return new ApiClient(server.GrpcAddress, server.HttpAddress, server.Clock, Id(client.Name), added.Secret);
    }

    public static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
