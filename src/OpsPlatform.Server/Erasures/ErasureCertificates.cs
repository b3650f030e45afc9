using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Erasures;

/// <summary>
/// Signs what an erasure states, with the keys that sign tokens. Anew at each reading and not once for good: a signature that outlived
/// its key's place in the published key set could not be verified.
/// </summary>
internal sealed class ErasureCertificates(AccessTokens tokens, Issuer issuer)
{
    /// <summary>No token is of this type, so that neither can pass for the other.</summary>
    public const string Type = "erasure+jwt";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs many, or within a decision that cannot wait.</summary>
    public async Task<Func<Erasure, Erasure>> SignerAsync(CancellationToken cancellation)
    {
        var signer = await tokens.SignerAsync(cancellation);
        return erasure => Sign(erasure, signer);
    }

    private Erasure Sign(Erasure erasure, RingKey signer)
    {
        var signed = erasure.Clone();
        signed.Certificate = _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = issuer.Url,
            IssuedAt = erasure.EraseTime.ToDateTime(),
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Jti] = erasure.Name,
                ["subject_digest"] = erasure.SubjectDigest,
                ["reason"] = Wire(erasure.Reason),
                ["principal"] = erasure.Principal,
                ["key_id"] = erasure.KeyId,
                ["ledger_sequence"] = erasure.LedgerSequence,
                ["ledger_digest"] = erasure.LedgerDigest,
            },
            SigningCredentials = new SigningCredentials(signer.Security, SecurityAlgorithms.EcdsaSha256),
        });
        return signed;
    }

    private static string Wire(Erasure.Types.Reason reason) => Erasure.Descriptor.FindFieldByName("reason").EnumType.FindValueByNumber((int)reason)?.Name ?? "";
}
