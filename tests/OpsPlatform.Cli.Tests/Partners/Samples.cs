using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Tests.Partners;

/// <summary>Workspaces, clients, grants, roles and callers as the platform answers them.</summary>
internal static class Samples
{
    private static readonly Timestamp s_time = Timestamp.FromDateTime(new DateTime(2026, 10, 2, 9, 0, 0, DateTimeKind.Utc));

    internal static Workspace Workspace(string id, Workspace.Types.Kind kind) => new()
    {
        Name = $"workspaces/{id}",
        DisplayName = "Acme 品牌",
        Kind = kind,
        State = OpsPlatform.Partners.V1.Workspace.Types.State.Active,
        CreateTime = s_time,
        Etag = "1",
    };

    internal static Resource Client() => new()
    {
        Name = "clients/novapr-sync",
        Partner = "partners/novapr",
        DisplayName = "Nightly sync",
        State = Resource.Types.State.Active,
        Secrets = { new ClientSecret { SecretId = "3f9c2a10", CreateTime = s_time }, new ClientSecret { SecretId = "77aa0012", CreateTime = s_time } },
        CreateTime = s_time,
        UpdateTime = s_time,
        Etag = "3",
    };

    internal static Grant Grant(string workspaceId, params string[] resources) => new()
    {
        Name = $"clients/novapr-sync/grants/{workspaceId}",
        Workspace = $"workspaces/{workspaceId}",
        State = OpsPlatform.Partners.V1.Grant.Types.State.Active,
        Roles = { "viewer", "buyer" },
        Resources = { resources },
        UpdateTime = s_time,
        Etag = "4",
    };

    internal static Role Role(string id, bool isBuiltIn) => new() { Name = $"workspaces/acme/roles/{id}", DisplayName = id, BuiltIn = isBuiltIn, Permissions = { "budgets.read", "budgets.reserve" } };

    internal static Caller Caller() => new()
    {
        Client = "clients/acme-ops",
        Principal = "acme-ops",
        Partner = "partners/acme",
        Scopes = { "*" },
        Access =
        {
            new Caller.Types.Access { Workspace = "workspaces/acme", Permissions = { "budgets.read", "budgets.reserve" } },
            new Caller.Types.Access { Workspace = "workspaces/globex", Roles = { "viewer" }, Permissions = { "*.read" }, Resources = { "workspaces/globex/budgets/q4-2026" } },
        },
    };
}
