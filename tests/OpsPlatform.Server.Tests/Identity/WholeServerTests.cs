using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Identity;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>The token service inside the server as it is run: beside gRPC, on the second of two ports.</summary>
public sealed class WholeServerTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly LogLines _log = new();
    private TestDatabase? _database;
    private WebApplication? _app;
    private HttpClient? _http;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        string[] settings = ["--OPS_DATABASE", _database.ConnectionString, "--Kestrel:Endpoints:Grpc:Url", "http://127.0.0.1:0", "--Kestrel:Endpoints:Http:Url", "http://127.0.0.1:0"];
        _app = OpsServer.Build(settings, builder => builder.Logging.ClearProviders().AddProvider(_log));
        await _app.Services.GetRequiredService<PostgresEventStore>().MigrateAsync();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Last()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http!.Dispose();
        await _app!.DisposeAsync();
        await _database!.DisposeAsync();
        _log.Dispose();
        _log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_from_the_http_port_lets_a_call_in()
    {
        var secret = await _app!.Services.GetRequiredService<Clients>().ProvisionAsync(new("acme", "whole", ["budgets.*"]), default);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"whole:{secret}")));

        using var response = await _http!.SendAsync(request);
        var token = (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync())).RootElement.GetProperty("access_token").GetString();
        var caller = await _app.Services.GetRequiredService<TokenValidation>().AuthenticateAsync($"Bearer {token}", default);

        (await _app.Services.GetRequiredService<AccessControl>().FindAsync(caller, "acme", default))!.Allows("budgets.reserve").ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_than_POST_is_refused_as_such(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/connect/token");

        using var response = await _http!.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }
}
