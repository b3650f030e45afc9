using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Events.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Events;

/// <summary>
/// Signs what a workspace's chain is at, with the keys that sign our tokens. Where tokens come from an outside issuer, these keys are there all
/// the same: the first is made when it is first needed.
/// </summary>
internal sealed class CheckpointSigner(SigningKeys keys, Issuer issuer, TimeProvider clock)
{
    /// <summary>Unlike any type of token that is accepted: a checkpoint lets nobody in.</summary>
    private const string Type = "checkpoint+jwt";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<Checkpoint> SignAsync(string workspace, ChainHead head, CancellationToken cancellation)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var key = (await keys.GetAsync(cancellation)).Signer(now);
        if (!key.CanSign)
            throw new Refusal(ErrorReason.CheckpointUnsigned, "", ("key", key.Id));
        var name = $"workspaces/{workspace}";
        return new Checkpoint
        {
            Name = $"{name}/checkpoints/{head.Position}",
            Position = head.Position,
            Hash = ByteString.CopyFrom(head.Hash.Span),
            SignTime = now.ToTimestamp(),
            Jws = _handler.CreateToken(new SecurityTokenDescriptor
            {
                TokenType = Type,
                Issuer = issuer.Url,
                IssuedAt = now.UtcDateTime,
                Claims = new Dictionary<string, object> { ["workspace"] = name, ["position"] = head.Position, ["hash"] = Convert.ToHexStringLower(head.Hash.Span) },
                SigningCredentials = new SigningCredentials(key.Security, SecurityAlgorithms.EcdsaSha256),
            }),
        };
    }

    /// <summary>The keys that checkpoints are checked with, as a JSON Web Key Set.</summary>
    public async Task<string> KeySetAsync(CancellationToken cancellation) =>
        JsonSerializer.Serialize(KeySet.Of((await keys.GetAsync(cancellation)).Keys), IdentityJson.Default.KeySet);
}
