using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Projections.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Tests.Scripted;

/// <summary>A gRPC server and a token endpoint over real sockets, whose answers the test writes.</summary>
internal sealed class ScriptedPlatform : IAsyncDisposable
{
    internal const string ClientId = "acme-ops";
    internal const string ClientSecret = "k3pt-between-us";

    private readonly ConcurrentDictionary<Type, Func<IMessage, ServerCallContext, Task<IMessage>>> _answers = new();
    private readonly WebApplication _host;

    private ScriptedPlatform()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc(options => options.Interceptors.Add<ScriptInterceptor>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _host = builder.Build();
        _host.MapGrpcService<Unanswered>();
        _host.MapGrpcService<UnansweredAccounts>();
        _host.MapGrpcService<UnansweredMetrics>();
        _host.MapGrpcService<UnansweredContents>();
        _host.MapGrpcService<UnansweredCampaigns>();
        _host.MapGrpcService<UnansweredProjections>();
        _host.MapGrpcService<UnansweredPartners>();
        _host.MapGrpcService<UnansweredSuppliers>();
        _host.MapGrpcService<Exports>();
        _host.MapPost("/connect/token", TokenEndpoint.AnswerAsync);
    }

    internal string Address { get; private set; } = "";

    internal string TokenAddress { get; private set; } = "";

    /// <summary>What assertions are checked by; none is accepted without it.</summary>
    internal ECDsa? ClientKey { get; init; }

    /// <summary>What an export sends.</summary>
    internal Func<ExportEventsRequest, IEnumerable<ExportEventsResponse>> OnExport { get; set; } = _ => [];

    internal ConcurrentQueue<IMessage> Requests { get; } = new();

    internal ConcurrentQueue<string?> Languages { get; } = new();

    internal static async Task<ScriptedPlatform> StartAsync(ECDsa? clientKey = null)
    {
        var platform = new ScriptedPlatform { ClientKey = clientKey };
        await platform._host.StartAsync();
        var addresses = platform._host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        (platform.Address, platform.TokenAddress) = (addresses[0], addresses[1] + "/connect/token");
        return platform;
    }

    internal void On<TRequest>(Func<TRequest, IMessage> answer) =>
        _answers[typeof(TRequest)] = (request, _) => Task.FromResult(answer((TRequest)request));

    internal void On<TRequest>(Func<TRequest, ServerCallContext, Task<IMessage>> answer) =>
        _answers[typeof(TRequest)] = (request, call) => answer((TRequest)request, call);

    internal bool Answers<TRequest>() => _answers.ContainsKey(typeof(TRequest));

    internal Task<IMessage> AnswerAsync(IMessage request, ServerCallContext call)
    {
        Requests.Enqueue(request);
        Languages.Enqueue(call.RequestHeaders.GetValue("accept-language"));
        return _answers.TryGetValue(request.GetType(), out var answer)
            ? answer(request, call)
            : throw new RpcException(new Status(StatusCode.Unimplemented, $"The test has no answer to {request.Descriptor.Name}."));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed class Unanswered : BudgetService.BudgetServiceBase;

    private sealed class UnansweredAccounts : AccountService.AccountServiceBase;

    private sealed class UnansweredMetrics : MetricService.MetricServiceBase;

    private sealed class UnansweredContents : ContentService.ContentServiceBase;

    private sealed class UnansweredCampaigns : CampaignService.CampaignServiceBase;

    private sealed class UnansweredProjections : ProjectionService.ProjectionServiceBase;

    private sealed class UnansweredPartners : PartnerService.PartnerServiceBase;

    private sealed class UnansweredSuppliers : SupplierService.SupplierServiceBase;

    private sealed class Exports(ScriptedPlatform platform) : EventService.EventServiceBase
    {
        public override async Task ExportEvents(ExportEventsRequest request, IServerStreamWriter<ExportEventsResponse> responseStream, ServerCallContext context)
        {
            foreach (var part in platform.OnExport(request))
                await responseStream.WriteAsync(part);
        }
    }
}
