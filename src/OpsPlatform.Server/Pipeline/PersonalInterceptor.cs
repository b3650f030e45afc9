using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Seals what is personal in requests, and masks it in answers, replayed ones included; only an rpc that reveals answers it in clear. It
/// stands after the validation, whose limits are about the texts as the caller knows them, and before all that keeps anything.
/// </summary>
internal sealed class PersonalInterceptor(PersonalFields fields, PersonalData data) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is not { } call)
            return await continuation(request, context);
        using var keys = await SealAsync(call, request, context.CancellationToken);
        var inClear = call.Method.Rule.Reveals && !call.Method.ValidateOnly((IMessage)request);
        return await OpenAsync(call, await continuation(request, context), keys, inClear, context.CancellationToken);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is not { } call)
            return await continuation(requestStream, context);
        return await OpenAsync(call, await continuation(new Sealing<TRequest>(this, call, requestStream), context), keys: null, inClear: false, context.CancellationToken);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is { } call)
        {
            using var keys = await SealAsync(call, request, context.CancellationToken);
            await continuation(request, new Opening<TResponse>(this, call, responseStream, context.CancellationToken), context);
            return;
        }

        await continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RpcCall.Find(context) is { } call
            ? continuation(new Sealing<TRequest>(this, call, requestStream), new Opening<TResponse>(this, call, responseStream, context.CancellationToken), context)
            : continuation(requestStream, responseStream, context);

    private async Task<LeasedKeys?> SealAsync<T>(RpcCall call, T request, CancellationToken cancellation)
    {
        if (request is not IMessage message || !fields.In(message.Descriptor))
            return null;
        var keeps = call.Method.Rule.Kind == Rule.Types.Kind.Write && !call.Method.ValidateOnly(message);
        var keys = await data.SealAsync(call.Workspace, message, keeps ? MissingKeys.Kept : MissingKeys.Throwaway, cancellation);
        call.ErasedSubject = keys?.ErasedSubject ?? "";
        return keys;
    }

    private Task<T> OpenAsync<T>(RpcCall call, T response, LeasedKeys? keys, bool inClear, CancellationToken cancellation)
        where T : class =>
        fields.In(((IMessage)response).Descriptor) ? data.OpenAsync(call.Workspace, response, keys, inClear, cancellation) : Task.FromResult(response);

    private sealed class Sealing<T>(PersonalInterceptor step, RpcCall call, IAsyncStreamReader<T> requests) : IAsyncStreamReader<T>
    {
        public T Current => requests.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await requests.MoveNext(cancellationToken))
                return false;
            (await step.SealAsync(call, requests.Current, cancellationToken))?.Dispose();
            ErasedSubjectInterceptor.Check(call);
            return true;
        }
    }

    private sealed class Opening<T>(PersonalInterceptor step, RpcCall call, IServerStreamWriter<T> responses, CancellationToken cancellation) : IServerStreamWriter<T>
        where T : class
    {
        public WriteOptions? WriteOptions
        {
            get => responses.WriteOptions;
            set => responses.WriteOptions = value;
        }

        public async Task WriteAsync(T message) => await responses.WriteAsync(await step.OpenAsync(call, message, keys: null, inClear: false, cancellation));

        public async Task WriteAsync(T message, CancellationToken cancellationToken) =>
            await responses.WriteAsync(await step.OpenAsync(call, message, keys: null, inClear: false, cancellationToken), cancellationToken);
    }
}
