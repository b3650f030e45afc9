using System.CommandLine;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Profiles;
using OpsPlatform.Client;
using Spectre.Console;
using Profile = OpsPlatform.Cli.Profiles.Profile;

namespace OpsPlatform.Cli;

/// <summary>The secret never comes as an argument, where every process list and shell history would show it.</summary>
internal sealed class Login : OpsCommand
{
    private readonly Option<string?> _address = new("--address") { Description = "The gRPC endpoint: https://ops.example.com:5080.", HelpName = "url" };
    private readonly Option<string?> _tokenEndpoint = new("--token-endpoint") { Description = "The OAuth token endpoint: https://ops.example.com/connect/token.", HelpName = "url" };
    private readonly Option<string?> _clientId = new("--client-id") { Description = "The client to call as.", HelpName = "id" };
    private readonly Option<bool> _secretFromInput = new("--client-secret-stdin") { Description = "Read the client's secret from standard input. Without it: OPS_CLIENT_SECRET, else a prompt." };

    private readonly Option<string?> _keyFile = new("--key-file") { Description = "Prove the client by the private key in this file instead of a secret: PEM without a passphrase. The key stays there.", HelpName = "path" };

    internal Login()
        : base(
            "login",
            "Log in: keep address, client and its secret or key file as a profile, once they are proven to work.",
            "ops login",
            "ops login --address http://localhost:5080 --token-endpoint http://localhost:5081/connect/token --client-id acme-ops --workspace acme --client-secret-stdin < secret.txt",
            "ops login --profile finance --client-id acme-finance",
            "ops login --profile nightly --client-id acme-nightly --key-file acme-nightly.pem")
    {
        Add(_address);
        Add(_tokenEndpoint);
        Add(_clientId);
        Add(_secretFromInput);
        Add(_keyFile);
    }

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = ProfileFile.Load(invocation.Terminal);
        var name = invocation.ProfileName(file);
        var profile = await AskForRestAsync(Known(invocation, file.Find(name)), invocation, cancellation);
        using (var client = invocation.Connect(profile))
            await VerifyAsync(client, profile, cancellation);

        file.Profiles[name] = profile;
        file.Current = name;
        file.Save();
        invocation.Note($"Logged in as {profile.ClientId} at {profile.Address}: profile {name}.", $"已以 {profile.ClientId} 身份登录 {profile.Address}，配置名为 {name}。");
    }

    /// <summary>What was typed goes before the environment, and that before what the profile had.</summary>
    private Profile Known(Invocation invocation, Profile? stored)
    {
        var known = (stored ?? new Profile()).OverriddenBy(invocation.Terminal);
        known.Address = invocation.Line.GetValue(_address) ?? known.Address;
        known.TokenEndpoint = invocation.Line.GetValue(_tokenEndpoint) ?? known.TokenEndpoint;
        known.Workspace = invocation.Line.GetValue<string?>(GlobalOptions.Workspace) ?? known.Workspace;
        var client = invocation.Line.GetValue(_clientId);
        if (client is not null && client != known.ClientId)
            (known.ClientId, (known.ClientSecret, known.KeyFile)) = (client, Profile.ProofIn(invocation.Terminal));
        var keyFile = invocation.Line.GetValue(_keyFile);
        if (invocation.Line.GetValue(_secretFromInput))
        {
            if (keyFile is not null)
                throw Failure.Usage("Give --client-secret-stdin or --key-file, not both.", "--client-secret-stdin 与 --key-file 只能提供其一。");
            (known.ClientSecret, known.KeyFile) = (invocation.Terminal.Input.ReadLine()?.Trim(), null);
        }
        else if (keyFile is not null)
        {
            // Later commands are run from other directories.
            (known.ClientSecret, known.KeyFile) = (null, Path.GetFullPath(keyFile));
        }

        return known;
    }

    private static async Task<Profile> AskForRestAsync(Profile profile, Invocation invocation, CancellationToken cancellation)
    {
        var missing = profile.Missing().ToList();
        if (missing.Count > 0 && !invocation.Terminal.CanPrompt)
        {
            var options = string.Join(", ", missing.Select(part => part == "client-secret" ? "--client-secret-stdin or --key-file" : "--" + part));
            throw Failure.Usage($"Missing: {options}.", $"缺少：{options}。");
        }

        var console = invocation.Terminal.Console(invocation.Terminal.Error);
        profile.Address ??= await AskAsync("Address", "http://localhost:5080");
        profile.TokenEndpoint ??= await AskAsync("Token endpoint", "http://localhost:5081/connect/token");
        profile.ClientId ??= await AskAsync("Client id", null);
        if (profile.KeyFile is null)
            profile.ClientSecret ??= await new TextPrompt<string>("Client secret:").Secret(mask: null).ShowAsync(console, cancellation);
        return profile;

        async Task<string> AskAsync(string what, string? usual)
        {
            var prompt = new TextPrompt<string>($"{what}:");
            return await (usual is null ? prompt : prompt.DefaultValue(usual)).ShowAsync(console, cancellation);
        }
    }

    /// <summary>A token proves client and secret; a short call proves the address and, when one is to be kept, the workspace.</summary>
    private static async Task VerifyAsync(OpsPlatformClient client, Profile profile, CancellationToken cancellation)
    {
        await client.GetAccessTokenAsync(cancellation);
        if (profile.Workspace is null)
            return;
        try
        {
            await client.Budgets.ListBudgetsAsync(
                new ListBudgetsRequest { Parent = $"workspaces/{profile.Workspace}", PageSize = 1 }, new CallOptions(cancellationToken: cancellation));
        }
        catch (OpsPlatformException refused) when (refused.StatusCode == StatusCode.PermissionDenied)
        {
            // A client that may not read budgets was recognised all the same.
        }
    }
}
