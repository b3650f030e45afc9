using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Persons.V1;
using OpsPlatform.Projections.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Tests;

/// <summary>A program that calls the server, with tokens from its token endpoint; a new one when the old one nears its end.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly Uri _http;
    private readonly TimeProvider _clock;
    private readonly string _secret;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly GrpcChannel _channel;
    private (string Text, DateTimeOffset Expiry) _token;

    internal ApiClient(Uri grpc, Uri http, TimeProvider clock, string clientId, string secret)
    {
        (_http, _clock, ClientId, _secret) = (http, clock, clientId, secret);
        _channel = Open(grpc, async () => $"Bearer {await TokenAsync()}");
        Invoker = _channel.CreateCallInvoker();
        Accounts = new AccountService.AccountServiceClient(Invoker);
        Metrics = new MetricService.MetricServiceClient(Invoker);
        Budgets = new BudgetService.BudgetServiceClient(Invoker);
        Campaigns = new CampaignService.CampaignServiceClient(Invoker);
        Contents = new ContentService.ContentServiceClient(Invoker);
        Risks = new RiskService.RiskServiceClient(Invoker);
        Projections = new ProjectionService.ProjectionServiceClient(Invoker);
        Erasures = new ErasureService.ErasureServiceClient(Invoker);
        Events = new EventService.EventServiceClient(Invoker);
        Approvals = new ApprovalService.ApprovalServiceClient(Invoker);
        Persons = new PersonService.PersonServiceClient(Invoker);
        Partners = new PartnerService.PartnerServiceClient(Invoker);
        Suppliers = new SupplierService.SupplierServiceClient(Invoker);
    }

    public string ClientId { get; }

    public CallInvoker Invoker { get; }

    public AccountService.AccountServiceClient Accounts { get; }

    public MetricService.MetricServiceClient Metrics { get; }

    public BudgetService.BudgetServiceClient Budgets { get; }

    public CampaignService.CampaignServiceClient Campaigns { get; }

    public ContentService.ContentServiceClient Contents { get; }

    public RiskService.RiskServiceClient Risks { get; }

    public EventService.EventServiceClient Events { get; }

    public ErasureService.ErasureServiceClient Erasures { get; }

    public ProjectionService.ProjectionServiceClient Projections { get; }

    public PartnerService.PartnerServiceClient Partners { get; }

    public PersonService.PersonServiceClient Persons { get; }

    public ApprovalService.ApprovalServiceClient Approvals { get; }

    public SupplierService.SupplierServiceClient Suppliers { get; }

    /// <summary>For calls of somebody who sends this header, or none.</summary>
    internal static GrpcChannel Open(Uri address, string? authorization = null) => Open(address, () => Task.FromResult(authorization));

    /// <summary>The same client at another server of the same platform.</summary>
    internal ApiClient At(Uri grpc, Uri http, TimeProvider clock) => new(grpc, http, clock, ClientId, _secret);

    public async Task<string> TokenAsync()
    {
        await _gate.WaitAsync();
        try
        {
            var now = _clock.GetUtcNow();
            if (_token.Expiry <= now + Renewal)
            {
                var answer = await FetchAsync();
                _token = ((string)answer["access_token"]!, now.AddSeconds((int)answer["expires_in"]!));
            }

            return _token.Text;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives up the token that its calls were made with.</summary>
    public async Task RevokeTokenAsync() => (await PostAsync("/connect/revocation", ("token", await TokenAsync()))).Dispose();

    public void Dispose()
    {
        _channel.Dispose();
        _gate.Dispose();
    }

    private async Task<JsonNode> FetchAsync()
    {
        using var response = await PostAsync("/connect/token", ("grant_type", "client_credentials"));
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, (string Name, string Value) parameter)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_http, path));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create(parameter.Name, parameter.Value)]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{_secret}")));
        return (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static GrpcChannel Open(Uri address, Func<Task<string?>> authorization) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new Authorizing(authorization) { InnerHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } },
        DisposeHttpClient = true,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
    });

    private sealed class Authorizing(Func<Task<string?>> authorization) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("authorization", await authorization());
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
