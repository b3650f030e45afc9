using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Approvals;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Holds back the writes that a policy of the workspace wants a second principal for. The last step: what comes here would happen otherwise.</summary>
internal sealed class FourEyesInterceptor(KnownWorkspaces workspaces, HeldCalls held) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is { Method.Rule.Kind: Rule.Types.Kind.Write } call
            && !call.Method.ValidateOnly((IMessage)request)
            && await workspaces.FindAsync(call.Workspace, context.CancellationToken) is { } workspace
            && workspace.WantsApproval(call.Method.Rule.Permission))
        {
            // What would be refused now is refused now: nobody is asked about it, and nothing of it is kept.
            await continuation(call.Method.Tried(request), context);
            throw await held.HoldAsync(call, (IMessage)request, context);
        }

        return await continuation(request, context);
    }
}
