namespace OpsPlatform.Cli.Profiles;

/// <summary>How to reach one platform as one client. A class, not a record: its text must never show the secret.</summary>
internal sealed class Profile
{
    public string? Address { get; set; }

    public string? TokenEndpoint { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>The id of the workspace that short names are in.</summary>
    public string? Workspace { get; set; }

    /// <summary>This profile with what the environment says in place of what it says itself.</summary>
    internal Profile OverriddenBy(Terminal terminal) => new()
    {
        Address = terminal.Variable("OPS_ADDRESS") ?? Address,
        TokenEndpoint = terminal.Variable("OPS_TOKEN_ENDPOINT") ?? TokenEndpoint,
        ClientId = terminal.Variable("OPS_CLIENT_ID") ?? ClientId,
        ClientSecret = terminal.Variable("OPS_CLIENT_SECRET") ?? ClientSecret,
        Workspace = terminal.Variable("OPS_WORKSPACE") ?? Workspace,
    };

    /// <summary>What a call needs and this profile lacks.</summary>
    internal IEnumerable<string> Missing() =>
        new[] { ("address", Address), ("token-endpoint", TokenEndpoint), ("client-id", ClientId), ("client-secret", ClientSecret) }
            .Where(part => string.IsNullOrEmpty(part.Item2)).Select(part => part.Item1);

    internal static string VariableOf(string part) => "OPS_" + part.Replace('-', '_').ToUpperInvariant();
}
