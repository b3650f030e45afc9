using Grpc.Core;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Finds out who calls. Nobody comes further without a valid token.</summary>
internal sealed class AuthenticationInterceptor(TokenValidation tokens) : CheckInterceptor
{
    protected override async Task CheckCall(RpcCall call, ServerCallContext context) =>
        call.Caller = await tokens.AuthenticateAsync(context.RequestHeaders.GetValue("authorization"), context.CancellationToken);
}
