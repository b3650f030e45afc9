namespace OpsPlatform.Server.Identity;

/// <summary>Who makes a call, and what they may do.</summary>
/// <param name="ClientId">The client that the access token was issued to.</param>
/// <param name="Principal">Who acts through the client: the token's subject, which is the client itself unless an outside issuer knows better.</param>
/// <param name="Workspaces">What the client was granted, by workspace id.</param>
/// <param name="Scopes">What the token narrows that to.</param>
internal sealed record Caller(string ClientId, string Principal, IReadOnlyDictionary<string, PermissionSet> Workspaces, PermissionSet Scopes)
{
    /// <summary>Whether the client has any grant there. To one that has none, the workspace does not exist.</summary>
    public bool Knows(string workspace) => Workspaces.ContainsKey(workspace);

    public bool May(string permission, string workspace) =>
        Workspaces.TryGetValue(workspace, out var granted) && granted.Covers(permission) && Scopes.Covers(permission);
}
