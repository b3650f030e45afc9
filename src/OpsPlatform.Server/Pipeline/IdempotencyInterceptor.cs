using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Lets a request with a <c>request_id</c> take effect once. The record of a handled request is committed with its events, under a
/// unique key; so the first try need not look for it, and only a try that wrote nothing asks whether an earlier one did. In a stream, each
/// message is a request (<see cref="StreamedRequests"/>).
/// </summary>
internal sealed class IdempotencyInterceptor(RpcMethods methods, PersonalFields fields, PostgresEventStore store) : Interceptor
{
    private const string ReplayedHeader = "x-ops-replayed";

    private readonly ConcurrentDictionary<(string Workspace, string Client, Guid Id), Task> _running = new();

    private readonly Dictionary<string, MessageParser> _answers = methods.All.ToDictionary(method => method.FullName, method => method.Descriptor.OutputType.Parser);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is not { Method.Rule.Kind: Rule.Types.Kind.Write } call)
            return await continuation(request, context);

        // Of a stream, the message before may have had one.
        call.Request = Key(call, request);
        if (call.Request is not { } key)
            return await continuation(request, context);
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
        if (!key.IsRepeat(record.Fingerprint.Span, erased: call.ErasedSubject.Length > 0))
            throw new Refusal(ErrorReason.RequestIdReused, "request_id");
        call.Replayed = true;
        if (!call.Method.IsStream)
            await context.WriteResponseHeadersAsync(new Metadata { { ReplayedHeader, "true" } });

        // Not from the span: google.type.Date of CommonProtos 2.0.0 can only be read from streams, and an array is read as one.
        return (TResponse)_answers[call.Method.FullName].ParseFrom(record.Response.ToArray());
    }

    private RequestKey? Key<TRequest>(RpcCall call, TRequest request)
        where TRequest : class =>
        Guid.TryParse(call.Method.RequestId((IMessage)request), out var id) && !call.Method.ValidateOnly((IMessage)request) ? new RequestKey(id, Fingerprint(call, request)) : null;

    /// <summary>
    /// What is personal comes in sealed: a digest of it in clear could be guessed at, and would outlive its erasure. Because it can no longer
    /// be sealed then, what is not personal has a digest of its own, by which the repeat is still known.
    /// </summary>
    private byte[] Fingerprint<TRequest>(RpcCall call, TRequest request)
        where TRequest : class
    {
        var whole = Digest(call, (IMessage)request);
        if (!fields.In(((IMessage)request).Descriptor))
            return whole;

        var isPersonal = call.ErasedSubject.Length > 0;
        var impersonal = ((IDeepCloneable<TRequest>)request).Clone();
        fields.Change((IMessage)impersonal, part =>
        {
            foreach (var (field, _) in part.Texts)
            {
                part.Set(field, "");
                isPersonal = true;
            }
        });
        return isPersonal ? [.. Digest(call, (IMessage)impersonal), .. whole] : whole;
    }

    private static byte[] Digest(RpcCall call, IMessage request) => SHA256.HashData([.. Encoding.UTF8.GetBytes(call.Method.FullName), .. request.ToByteArray()]);
}

/// <summary>Another call with the same request id has been committed.</summary>
internal sealed class RequestHandledException() : Exception("The request has been handled by another call with the same request_id.");
