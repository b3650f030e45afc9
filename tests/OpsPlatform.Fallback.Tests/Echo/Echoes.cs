using System.Globalization;
using Grpc.Core;

namespace OpsPlatform.Fallback.Tests.Echo;

internal sealed class Echoes(Cancellations cancellations) : EchoService.EchoServiceBase
{
    public override async Task<Phrase> Say(Phrase request, ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("echo-", StringComparison.Ordinal)))
        {
            headers.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        await context.WriteResponseHeadersAsync(headers);
        return request;
    }

    public override async Task<Phrase> Gather(IAsyncStreamReader<Phrase> requestStream, ServerCallContext context)
    {
        var words = new List<string>();
        await foreach (var phrase in requestStream.ReadAllAsync(context.CancellationToken))
            words.Add(phrase.Text);
        return new Phrase { Text = string.Join(' ', words) };
    }

    public override async Task Spell(Phrase request, IServerStreamWriter<Phrase> responseStream, ServerCallContext context)
    {
        responseStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        foreach (var word in request.Text.Split(' '))
            await responseStream.WriteAsync(new Phrase { Text = word });
    }

    public override async Task Converse(
        IAsyncStreamReader<Phrase> requestStream, IServerStreamWriter<Phrase> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext())
            await responseStream.WriteAsync(requestStream.Current, context.CancellationToken);
    }

    public override Task<Phrase> Fail(Failure request, ServerCallContext context)
    {
        var attempted = int.Parse(context.RequestHeaders.GetValue("grpc-previous-rpc-attempts") ?? "0", CultureInfo.InvariantCulture);
        if (attempted >= request.Attempts)
            return Task.FromResult(new Phrase { Text = $"succeeded after {attempted}" });

        var trailers = new Metadata { { "reason", "asked-for" }, { "reason-bin", [0, 255] } };
        throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
    }

    public override async Task Linger(Phrase request, IServerStreamWriter<Phrase> responseStream, ServerCallContext context)
    {
        using var watch = context.CancellationToken.Register(() => cancellations.Report(request.Text));
        await responseStream.WriteAsync(request);
        await cancellations.Of(request.Text);
        context.CancellationToken.ThrowIfCancellationRequested();
    }
}
