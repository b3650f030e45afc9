using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Lets a request with a <c>request_id</c> take effect once. The record of a handled request is committed with its events, under a
/// unique key; so the first try need not look for it, and only a try that wrote nothing asks whether an earlier one did.
/// </summary>
internal sealed class IdempotencyInterceptor(RpcMethods methods, PostgresEventStore store) : Interceptor
{
    private const string ReplayedHeader = "x-ops-replayed";

    private readonly ConcurrentDictionary<(string Workspace, string Client, Guid Id), Task> _running = new();

    private readonly Dictionary<string, MessageParser> _answers = methods.All.ToDictionary(method => method.FullName, method => method.Descriptor.OutputType.Parser);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is not { Method.Rule.Kind: Rule.Types.Kind.Write } call || Key(call, (IMessage)request) is not { } key)
            return await continuation(request, context);

        call.Request = key;
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_running.GetOrAdd((call.Workspace, call.Caller!.ClientId, key.Id), running.Task) is var first && first != running.Task)
        {
            // Its repeats on this node wait for it, instead of deciding on what it has not stored yet.
            await first.WaitAsync(context.CancellationToken);
            if (await ReplayAsync<TResponse>(call, key, context) is { } answer)
                return answer;
        }

        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is Refusal or RequestHandledException)
        {
            if (await ReplayAsync<TResponse>(call, key, context) is { } answer)
                return answer;
            throw;
        }
        finally
        {
            _running.TryRemove((call.Workspace, call.Caller!.ClientId, key.Id), out _);
            running.SetResult();
        }
    }

    private async Task<TResponse?> ReplayAsync<TResponse>(RpcCall call, RequestKey key, ServerCallContext context)
        where TResponse : class
    {
        if (await store.FindRequestAsync(call.Workspace, call.Caller!.ClientId, key.Id, context.CancellationToken) is not { } record)
            return null;
        if (!record.Fingerprint.Span.SequenceEqual(key.Fingerprint))
            throw new Refusal(ErrorReason.RequestIdReused, "request_id");
        call.Replayed = true;
        await context.WriteResponseHeadersAsync(new Metadata { { ReplayedHeader, "true" } });

        // Not from the span: google.type.Date of CommonProtos 2.0.0 can only be read from streams, and an array is read as one.
        return (TResponse)_answers[call.Method.FullName].ParseFrom(record.Response.ToArray());
    }

    private static RequestKey? Key(RpcCall call, IMessage request) =>
        Guid.TryParse(call.Method.RequestId(request), out var id) && !call.Method.ValidateOnly(request)
            ? new RequestKey(id, SHA256.HashData([.. Encoding.UTF8.GetBytes(call.Method.FullName), .. request.ToByteArray()]))
            : null;
}

/// <summary>Another call with the same request id has been committed.</summary>
internal sealed class RequestHandledException() : Exception("The request has been handled by another call with the same request_id.");
