using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Cli.Profiles;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli;

/// <summary>What the platform says of the caller, beside the token, which is read without checking it: the platform has just done so.</summary>
internal sealed class Whoami() : OpsCommand(
    "whoami",
    "Show as whom you call, where, and what you may do in which workspace.",
    "ops whoami",
    "ops whoami --profile finance -o json")
{
    private static readonly JsonFormatter Whole = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var profile = invocation.Profile;
        using var client = invocation.Connect();
        var token = await client.GetAccessTokenAsync(cancellation);
        var claims = TokenClaims.Read(token.Value);
        var caller = await client.Partners.GetCallerAsync(new GetCallerRequest(), new CallOptions(cancellationToken: cancellation));

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
        foreach (var (name, value) in Struct.Parser.ParseJson(Whole.Format(caller)).Fields.Where(fact => fact.Key is "partner" or "access"))
            answer.Fields[name] = value;
        invocation.Output.Show(answer);
    }
}
