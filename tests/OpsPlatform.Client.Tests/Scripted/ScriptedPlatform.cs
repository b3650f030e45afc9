using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Shapes.V1;

namespace OpsPlatform.Client.Tests.Scripted;

/// <summary>A gRPC server and a token endpoint over real sockets, whose answers the test writes.</summary>
internal sealed class ScriptedPlatform : IAsyncDisposable
{
    public const string ClientId = "acme-ops";
    public const string ClientSecret = "s3cret:with/odd chars+%";

    private readonly ConcurrentDictionary<Type, Func<IMessage, ServerCallContext, Task<IMessage>>> _answers = new();
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly WebApplication _host;

    private ScriptedPlatform(X509Certificate2? certificate)
    {
        Tokens = new TokenScript();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc(options => options.Interceptors.Add<ScriptInterceptor>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => Listen(listen, HttpProtocols.Http2, certificate));
            kestrel.Listen(IPAddress.Loopback, 0, listen => Listen(listen, HttpProtocols.Http1, certificate));
        });
        _host = builder.Build();
        _host.MapGrpcService<Budgets>();
        _host.MapGrpcService<Partners>();
        _host.MapGrpcService<Events>();
        _host.MapGrpcService<Shapes>();
        _host.MapGrpcService<Metrics>();
        _host.MapPost("/connect/token", Tokens.AnswerAsync);
        _host.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer ?? HttpAddress, token_endpoint = $"{HttpAddress}/connect/token" }));
    }

    public string Address { get; private set; } = "";

    public string HttpAddress { get; private set; } = "";

    public TokenScript Tokens { get; }

    /// <summary>What the discovery document calls itself; null for its address.</summary>
    public string? Issuer { get; set; }

    /// <summary>What the streams of <see cref="ShapeService"/> do after their first message.</summary>
    public Action<ServerCallContext> InStream { get; set; } = _ => { };

    /// <summary>What an export sends.</summary>
    public Func<ExportEventsRequest, IEnumerable<ExportEventsResponse>> OnExport { get; set; } = _ => [];

    public IReadOnlyCollection<ReceivedCall> Calls => _calls;

    /// <param name="certificate">For TLS on both sockets; none for plain text.</param>
    public static async Task<ScriptedPlatform> StartAsync(X509Certificate2? certificate = null)
    {
        var platform = new ScriptedPlatform(certificate);
        await platform._host.StartAsync();
        var addresses = platform._host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        (platform.Address, platform.HttpAddress) = (addresses[0], addresses[1]);
        return platform;
    }

    public OpsPlatformClientOptions Options() => new()
    {
        Address = Address,
        TokenEndpoint = $"{HttpAddress}/connect/token",
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        Retry = { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
    };

    public OpsPlatformClient Client(Action<OpsPlatformClientOptions>? configure = null)
    {
        var options = Options();
        configure?.Invoke(options);
        return new OpsPlatformClient(options);
    }

    /// <summary>Answers each request of this type so.</summary>
    public void On<TRequest>(Func<TRequest, ServerCallContext, Task<IMessage>> answer)
        where TRequest : IMessage => _answers[typeof(TRequest)] = (request, call) => answer((TRequest)request, call);

    /// <summary>Answers each request of this type so.</summary>
    public void On<TRequest>(Func<TRequest, IMessage> answer)
        where TRequest : IMessage => On<TRequest>((request, _) => Task.FromResult(answer(request)));

    /// <summary>Fails the first requests of this type so, one after the other, and answers the others.</summary>
    public void FailFirst<TRequest>(IMessage answer, params RpcException[] failures)
        where TRequest : IMessage
    {
        var left = new ConcurrentQueue<RpcException>(failures);
        On<TRequest>(_ => left.TryDequeue(out var failure) ? throw failure : answer);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _host.StopAsync(now.Token);
        await _host.DisposeAsync();
    }

    internal bool Answers<TRequest>() => _answers.ContainsKey(typeof(TRequest));

    internal Task<IMessage> AnswerAsync(IMessage request, ServerCallContext call)
    {
        _calls.Enqueue(new ReceivedCall(request, call.RequestHeaders, call.Deadline));
        return _answers.TryGetValue(request.GetType(), out var answer)
            ? answer(request, call)
            : throw new RpcException(new Status(StatusCode.Unimplemented, $"The test has no answer to {request.GetType().Name}."));
    }

    private static void Listen(ListenOptions listen, HttpProtocols protocols, X509Certificate2? certificate)
    {
        listen.Protocols = protocols;
        if (certificate is not null)
            listen.UseHttps(certificate);
    }

    private sealed class Budgets : BudgetService.BudgetServiceBase;

    private sealed class Partners : PartnerService.PartnerServiceBase;

    private sealed class Metrics : MetricService.MetricServiceBase;

    private sealed class Events(ScriptedPlatform platform) : EventService.EventServiceBase
    {
        public override async Task ExportEvents(ExportEventsRequest request, IServerStreamWriter<ExportEventsResponse> responseStream, ServerCallContext context)
        {
            foreach (var part in platform.OnExport(request))
                await responseStream.WriteAsync(part);
        }
    }

    private sealed class Shapes(ScriptedPlatform platform) : ShapeService.ShapeServiceBase
    {
        public override async Task Watch(Word request, IServerStreamWriter<Word> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(request);
            platform.InStream(context);
        }

        public override async Task<Word> Import(IAsyncStreamReader<Word> requestStream, ServerCallContext context)
        {
            await requestStream.MoveNext();
            platform.InStream(context);
            return requestStream.Current;
        }

        public override async Task Talk(IAsyncStreamReader<Word> requestStream, IServerStreamWriter<Word> responseStream, ServerCallContext context)
        {
            await requestStream.MoveNext();
            await responseStream.WriteAsync(requestStream.Current);
            platform.InStream(context);
        }
    }
}

/// <summary>A unary call as it came over the wire.</summary>
internal sealed record ReceivedCall(IMessage Request, Metadata Headers, DateTime Deadline)
{
    public string? Header(string name) => Headers.GetValue(name);
}
