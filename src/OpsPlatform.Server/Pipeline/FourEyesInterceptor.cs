using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Approvals;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Holds back the writes that a policy of the workspace wants a second principal for, and those that a decision wants one for. The last step: what comes
/// here would happen otherwise.
/// </summary>
internal sealed class FourEyesInterceptor(KnownWorkspaces workspaces, HeldCalls held) : MessageInterceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is { } call && await WantsApprovalAsync(call, (IMessage)request, context.CancellationToken))
        {
            // What would be refused now is refused now: nobody is asked about it, and nothing of it is kept.
            await continuation(call.Method.Tried(request), context);
            throw await held.HoldAsync(call, (IMessage)request, call.ApprovalNeeded, context);
        }

        try
        {
            return await continuation(request, context);
        }
        catch (Refusal refusal) when (refusal.ApprovalPermission is not null)
        {
            throw await held.HoldAsync(RpcCall.Of(context), (IMessage)request, refusal, context);
        }
    }

    protected override async ValueTask CheckMessage(RpcCall call, IMessage message, CancellationToken cancellation)
    {
        if (await WantsApprovalAsync(call, message, cancellation))
            throw new Refusal(ErrorReason.ApprovalNotInStream, "", ("permission", call.Method.Rule.Permission));
    }

    private async ValueTask<bool> WantsApprovalAsync(RpcCall call, IMessage request, CancellationToken cancellation) =>
        call.Method.Rule.Kind == Rule.Types.Kind.Write
        && !call.Method.ValidateOnly(request)
        && await workspaces.FindAsync(call.Workspace, cancellation) is { } workspace
        && workspace.WantsApproval(call.Method.Rule.Permission);
}
