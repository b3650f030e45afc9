using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Sockets;

/// <summary>
/// gRPC reads a request to its end before any interceptor sees the call. Without this, anybody could have the server hold a hundred messages of
/// the largest size for each connection, and send the last bytes never.
/// </summary>
internal sealed class UnknownCallers(RequestDelegate next, RpcMethods methods, TokenValidation tokens, IOptions<SocketOptions> options)
{
    private static readonly object Key = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (methods.Find(context.Request.Path.Value ?? "") is not null && await ProblemAsync(context) is { } problem)
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = options.Value.MaxUnknownBodyBytes;
            context.Items[Key] = problem;
        }

        await next(context);
    }

    /// <summary>What the call would have been refused with, had its message not been too large to be read.</summary>
    public static Refusal? ProblemOf(HttpContext context) => context.Items.TryGetValue(Key, out var problem) ? (Refusal?)problem : null;

    /// <summary>Only found out here: a call whose message is small is refused by the interceptor, which also counts and logs it.</summary>
    private async ValueTask<Refusal?> ProblemAsync(HttpContext context)
    {
        try
        {
            await tokens.AuthenticateAsync(context.Request.Headers.Authorization, context.RequestAborted);
            return null;
        }
        catch (Refusal problem)
        {
            return problem;
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(ErrorReason.StoreUnavailable, "");
        }
    }
}
