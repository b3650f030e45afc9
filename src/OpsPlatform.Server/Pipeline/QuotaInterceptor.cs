using System.Globalization;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Server.Quotas;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Takes a call from every quota that it falls under, or refuses it and takes it from none. Comes after the permission, so that nobody uses up what is
/// another's. The answer tells of the quota of which the smallest part is left.
/// </summary>
internal sealed class QuotaInterceptor(QuotaBook quotas) : AroundInterceptor
{
    private static readonly TimeSpan StreamRetry = TimeSpan.FromSeconds(1);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        base.ClientStreamingServerHandler(Counted(requestStream, context), context, continuation);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        base.DuplexStreamingServerHandler(Counted(requestStream, context), responseStream, context, continuation);

    protected override async Task<T> Around<T>(ServerCallContext context, Func<Task<T>> next)
    {
        if (RpcCall.Find(context) is not { } call)
            return await next();

        var (clientId, group) = (call.Caller!.ClientId, call.Method.QuotaGroup);
        var client = quotas.Client(clientId);
        var use = quotas.Group(clientId, client, group);
        if (!call.Method.IsStream)
        {
            await TakeAsync(call, client, use, context);
            return await next();
        }

        OpenStream(clientId, client, use);
        try
        {
            // Of a stream of the caller's own each message counts.
            if (!call.Method.Descriptor.IsClientStreaming)
                await TakeAsync(call, client, use, context);
            return await next();
        }
        finally
        {
            client.CloseStream();
            quotas.Node.CloseStream();
        }
    }

    private IAsyncStreamReader<TRequest> Counted<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        if (RpcCall.Find(context) is not { } call)
            return requests;
        var client = quotas.Client(call.Caller!.ClientId);
        var use = quotas.Group(call.Caller.ClientId, client, call.Method.QuotaGroup);
        return new CheckedStream<TRequest>(requests, (_, _) => TakeAsync(call, client, use, context));
    }

    private async ValueTask TakeAsync(RpcCall call, CallerQuotas client, GroupUse use, ServerCallContext context)
    {
        // The platform's own is no workspace that clients share.
        var workspace = call.GrantedWorkspace is { Length: > 0 } id and not WorkspaceDecider.Platform ? quotas.Workspace(id).Rate : null;
        var (rate, daily) = (client.Rate, use.Daily);
        if (rate is null && workspace is null && daily is null)
        {
            use.Count();
            return;
        }

        try
        {
            await TakeAsync(rate, context, "rate", $"clients/{call.Caller!.ClientId}");
            try
            {
                await TakeAsync(workspace, context, "rate", $"workspaces/{call.GrantedWorkspace}");
                try
                {
                    await TakeAsync(daily, context, $"daily {call.Method.QuotaGroup}", $"clients/{call.Caller!.ClientId}");
                }
                catch
                {
                    workspace?.PutBack();
                    throw;
                }
            }
            catch
            {
                rate?.PutBack();
                throw;
            }
        }
        catch (Refusal)
        {
            use.CountRefused();
            throw;
        }

        use.Count();
        var tightest = Tighter(Tighter(rate, workspace), daily)!;
        if (!call.Method.Descriptor.IsClientStreaming)
            Tell(context, tightest.Limit.Capacity, tightest.Remaining, tightest.Reset);
    }

    private static async ValueTask TakeAsync(SharedQuota? quota, ServerCallContext context, string name, string subject)
    {
        if (quota is null || await quota.TakeAsync(context.CancellationToken) is not { Ticks: > 0 } wait)
            return;
        Tell(context, quota.Limit.Capacity, 0, quota.Reset);
        throw Exceeded(name, subject, quota.Limit.PerSecond > 0 ? $"{quota.Limit.PerSecond}/s" : $"{quota.Limit.Capacity}/d", wait);
    }

    private void OpenStream(string clientId, CallerQuotas client, GroupUse use)
    {
        if (!client.TryOpenStream())
        {
            use.CountRefused();
            throw Exceeded("streams", $"clients/{clientId}", $"{client.MostStreams}", StreamRetry);
        }

        if (!quotas.Node.TryOpenStream())
        {
            client.CloseStream();
            use.CountRefused();
            throw Exceeded("streams", "the server", $"{quotas.Node.MostStreams}", StreamRetry);
        }
    }

    private static SharedQuota? Tighter(SharedQuota? one, SharedQuota? other) =>
        one is null ? other
        : other is null || (double)one.Remaining / one.Limit.Capacity <= (double)other.Remaining / other.Limit.Capacity ? one
        : other;

    private static void Tell(ServerCallContext context, long limit, long remaining, TimeSpan reset)
    {
        context.ResponseTrailers.Add("x-ops-quota-limit", limit.ToString(CultureInfo.InvariantCulture));
        context.ResponseTrailers.Add("x-ops-quota-remaining", remaining.ToString(CultureInfo.InvariantCulture));
        context.ResponseTrailers.Add("x-ops-quota-reset", Math.Ceiling(reset.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private static Refusal Exceeded(string quota, string subject, string limit, TimeSpan wait) =>
        new(ErrorReason.QuotaExceeded, "", ("quota", quota), ("subject", subject), ("limit", limit), ("retry_s", Math.Ceiling(wait.TotalSeconds))) { RetryDelay = wait };
}
