using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Sockets;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// A message that cannot be decoded fails inside the gRPC library, before any interceptor sees the call. This gives the caller the
/// published error there too.
/// </summary>
internal sealed class UnreadableMessages(RequestDelegate next, RpcMethods methods)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (methods.Find(context.Request.Path.Value ?? "") is not null)
            context.Response.OnStarting(() => Explain(context));
        return next(context);
    }

    private static Task Explain(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (RpcCall.IsAttached(context.Items) || !int.TryParse(headers["grpc-status"], out var code))
            return Task.CompletedTask;

        var refusal = (StatusCode)code switch
        {
            StatusCode.ResourceExhausted => new Refusal(ErrorReason.MessageTooLarge, "", ("limit", OpsServer.MostMessageBytes)),
            StatusCode.Unknown or StatusCode.Internal when UnknownCallers.ProblemOf(context) is { } problem => problem,
            StatusCode.Unknown or StatusCode.Internal => new Refusal(ErrorReason.MessageUnreadable, ""),
            _ => null,
        };
        if (refusal is null)
            return Task.CompletedTask;

        var status = ErrorTable.Status(refusal, Languages.Of(context.Request.Headers.AcceptLanguage));
        headers["grpc-status"] = status.Code.ToString();
        headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return Task.CompletedTask;
    }
}
