using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Approvals;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Holds back the writes that a policy of the workspace wants a second principal for. The last step: what comes here would happen otherwise.</summary>
internal sealed class FourEyesInterceptor(KnownWorkspaces workspaces, HeldCalls held) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is { } call && await WantsApprovalAsync(call, (IMessage)request, context.CancellationToken))
        {
            // What would be refused now is refused now: nobody is asked about it, and nothing of it is kept.
            await continuation(call.Method.Tried(request), context);
            throw await held.HoldAsync(call, (IMessage)request, context);
        }

        return await continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Checked(requestStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Checked(requestStream, context), responseStream, context);

    private IAsyncStreamReader<TRequest> Checked<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context) => RpcCall.Find(context) is not { } call ? requests :
        new CheckedStream<TRequest>(requests, async (request, cancellation) =>
        {
            if (await WantsApprovalAsync(call, (IMessage)request!, cancellation))
                throw new Refusal(ErrorReason.ApprovalNotInStream, "", ("permission", call.Method.Rule.Permission));
        });

    private async ValueTask<bool> WantsApprovalAsync(RpcCall call, IMessage request, CancellationToken cancellation) =>
        call.Method.Rule.Kind == Rule.Types.Kind.Write
        && !call.Method.ValidateOnly(request)
        && await workspaces.FindAsync(call.Workspace, cancellation) is { } workspace
        && workspace.WantsApproval(call.Method.Rule.Permission);
}
