using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Approvals;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Partners;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>One server with the token service, over real HTTP on a port of its own. An error that it logs fails the test.</summary>
internal sealed class IdentityNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityNode(WebApplication app, LogLines log)
    {
        _app = app;
        Log = log;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public LogLines Log { get; }

    public string Address => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public IServiceProvider Services => _app.Services;

    public Clients Clients => Get<Clients>();

    public static async Task<IdentityNode> StartAsync(string database, TimeProvider clock, params (string Name, string? Value)[] settings)
    {
        var log = new LogLines();
        var app = Build(database, clock, log, settings);
        await app.Services.GetRequiredService<PostgresEventStore>().MigrateAsync();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new IdentityNode(app, log);
    }

    /// <summary>A server that does not serve, as an admin's verb has it.</summary>
    public static WebApplication Build(string database, TimeProvider clock, LogLines log, params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Identity:{setting.Name}", setting.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(_ => PostgresEventStore.OpenDatabase(database));
        var nouns = new Nouns().AddPartners(builder.Services).AddApprovals(builder.Services);
        builder.Services.AddSingleton(new StoredTypes(nouns.Events, [.. nouns.Documents, .. IdentityDocuments.Types]));
        builder.Services.AddSingleton(new LiveStreams(1024 * 1024));
        builder.Services.AddSingleton<CommandLoop>();
        builder.Services.AddSingleton<QueryRunner>();
        builder.Services.AddSingleton<PostgresEventStore>();
        builder.Services.AddIdentity(builder.Configuration);

        var app = builder.Build();
        app.UseRouting();
        app.MapIdentity();
        return app;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A client with these permissions in the workspace `acme`.</summary>
    /// <returns>Its secret.</returns>
    public async Task<string> MakeClientAsync(string clientId, params string[] permissions) =>
        (await Clients.ProvisionAsync(new ClientGrant("acme", clientId, permissions), default)).ShouldNotBeNull();

    public async Task<Answer> PostAsync(string body, string? authorization = null, string contentType = "application/x-www-form-urlencoded", string path = "/connect/token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("authorization", authorization);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> TokenAsync(string clientId, string secret, string? scope = null)
    {
        var answer = await PostAsync("grant_type=client_credentials" + (scope is null ? "" : $"&scope={scope}"), Basic(clientId, secret));
        answer.Status.ShouldBe(200, answer.Body);
        return (string)answer.Json["access_token"]!;
    }

    public async Task<Caller> AuthenticateAsync(string token) => await Get<TokenValidation>().AuthenticateAsync($"Bearer {token}", default);

    /// <summary>Whether the caller may do that there; null when there is no such workspace to it.</summary>
    public async Task<bool?> MayAsync(Caller caller, string permission, string workspace) =>
        (await Get<AccessControl>().FindAsync(caller, workspace, default))?.Allows(permission);

    public async Task<JsonNode> GetJsonAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>The ids of the keys that this node publishes.</summary>
    public async Task<string[]> PublishedKeysAsync() => [.. (await GetJsonAsync("/.well-known/openid-configuration/jwks"))["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];

    public static string Basic(string clientId, string secret) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"))}";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Log.Errors.ShouldBeEmpty();
    }
}

internal sealed record Answer(int Status, HttpResponseHeaders Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Error => (string?)Json["error"];
}
