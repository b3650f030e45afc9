namespace OpsPlatform.Cli.Profiles;

/// <summary>How to reach one platform as one client. A class, not a record: its text must never show the secret.</summary>
internal sealed class Profile
{
    public string? Address { get; set; }

    public string? TokenEndpoint { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Where the private key lies that the client proves itself with instead of a secret. The key stays there, so that it can be changed without a new login.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The id of the workspace that short names are in.</summary>
    public string? Workspace { get; set; }

    /// <summary>This profile with what the environment says in place of what it says itself.</summary>
    internal Profile OverriddenBy(Terminal terminal)
    {
        var (secret, keyFile) = ProofIn(terminal);
        return new()
        {
            Address = terminal.Variable("OPS_ADDRESS") ?? Address,
            TokenEndpoint = terminal.Variable("OPS_TOKEN_ENDPOINT") ?? TokenEndpoint,
            ClientId = terminal.Variable("OPS_CLIENT_ID") ?? ClientId,
            ClientSecret = secret ?? (keyFile is null ? ClientSecret : null),
            KeyFile = keyFile ?? (secret is null ? KeyFile : null),
            Workspace = terminal.Variable("OPS_WORKSPACE") ?? Workspace,
        };
    }

    /// <summary>What the environment says that the client proves itself with.</summary>
    internal static (string? Secret, string? KeyFile) ProofIn(Terminal terminal) => (terminal.Variable("OPS_CLIENT_SECRET"), terminal.Variable("OPS_KEY_FILE"));

    /// <exception cref="Failure">The file cannot be read.</exception>
    internal string? ReadKey()
    {
        try
        {
            return string.IsNullOrEmpty(KeyFile) ? null : File.ReadAllText(KeyFile);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Failure.Usage($"The key file {KeyFile} cannot be read: {unreadable.Message}", $"无法读取密钥文件 {KeyFile}：{unreadable.Message}");
        }
    }

    /// <summary>What a call needs and this profile lacks.</summary>
    internal IEnumerable<string> Missing() =>
        new[] { ("address", Address), ("token-endpoint", TokenEndpoint), ("client-id", ClientId), ("client-secret", ClientSecret ?? KeyFile) }
            .Where(part => string.IsNullOrEmpty(part.Item2)).Select(part => part.Item1);

    internal static string VariableOf(string part) => "OPS_" + part.Replace('-', '_').ToUpperInvariant();
}
