using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Cli.Profiles;

namespace OpsPlatform.Cli;

/// <summary>Reads the token without checking it: checking is the platform's part, and it does so at every call.</summary>
internal sealed class Whoami() : OpsCommand(
    "whoami",
    "Show as whom you call, where, and what the access token allows.",
    "ops whoami",
    "ops whoami --profile finance -o json")
{
    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var profile = invocation.Profile;
        using var client = invocation.Connect();
        var token = await client.GetAccessTokenAsync(cancellation);
        var claims = TokenClaims.Read(token.Value);

        var answer = new Struct
        {
            Fields =
            {
                ["profile"] = Value.ForString(invocation.ProfileName(ProfileFile.Load(invocation.Terminal))),
                ["address"] = Value.ForString(profile.Address),
                ["tokenEndpoint"] = Value.ForString(profile.TokenEndpoint),
                ["clientId"] = Value.ForString(profile.ClientId),
            },
        };
        if (profile.Workspace is { Length: > 0 } workspace)
            answer.Fields["workspace"] = Value.ForString(workspace);
        foreach (var (claim, name) in TokenClaims.Names)
        {
            if (claims.Fields.TryGetValue(claim, out var value))
                answer.Fields[name] = claim == "scope" ? TokenClaims.Scopes(value) : value;
        }

        answer.Fields["expireTime"] = Value.ForString(token.ExpireTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        invocation.Output.Show(answer);
    }
}
