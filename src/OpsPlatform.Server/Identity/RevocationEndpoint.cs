using Microsoft.IdentityModel.JsonWebTokens;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Identity;

/// <summary>`/connect/revocation`: a client gives up a token of its own before its time (RFC 7009).</summary>
internal sealed class RevocationEndpoint(ClientAuthentication authentication, TokenValidation tokens, Revocations revocations, ILogger<RevocationEndpoint> log) : ClientEndpoint(authentication)
{
    protected override TokenError? ProblemOf(TokenForm form) => TokenParameter.ProblemOf(form);

    protected override async Task<IResult> AnswerAsync(AuthenticatedClient client, TokenForm form, CancellationToken cancellation)
    {
        Caller caller;
        try
        {
            caller = await tokens.AuthenticateAsync($"Bearer {form[TokenParameter.Name]}", cancellation);
        }
        catch (Refusal)
        {
            // What lets nobody in is as good as revoked.
            return TypedResults.Ok();
        }

        if (caller.ClientId != client.Id)
            return TokenError.InvalidRequest("The token was issued to another client. Only that client can revoke it.");
        await revocations.RevokeAsync(caller, new JsonWebToken(form[TokenParameter.Name]!.Trim()).ValidTo, cancellation);
        log.TokenRevoked(client.Id);
        return TypedResults.Ok();
    }
}
