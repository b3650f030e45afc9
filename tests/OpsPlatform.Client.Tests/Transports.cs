using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class Transports
{
    private static readonly GetBudgetRequest Get = new() { Name = "workspaces/acme/budgets/q4" };

    [Fact]
    public async Task Calls_and_token_requests_go_over_TLS_to_a_server_that_is_trusted()
    {
        using var certificate = SelfSigned();
        await using var platform = await ScriptedPlatform.StartAsync(certificate);
        platform.On<GetBudgetRequest>(_ => new Budget { Name = Get.Name });
        using var trusting = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() } };
        await using var client = platform.Client(options => options.HttpHandler = trusting);

        platform.Address.ShouldStartWith("https://");
        (await client.Budgets.GetBudgetAsync(Get)).Name.ShouldBe(Get.Name);
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_gets_neither_secret_nor_token()
    {
        using var certificate = SelfSigned();
        await using var platform = await ScriptedPlatform.StartAsync(certificate);
        await using var client = platform.Client();

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        failure.Message.ShouldContain("certificate");
        platform.Tokens.Requests.ShouldBeEmpty();
        platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transport_of_the_application_serves_calls_and_tokens_and_outlives_the_client()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => new Budget());
        using var transport = new CountingHandler(new SocketsHttpHandler());
        foreach (var seen in new[] { 2, 4 })
        {
            await using var client = platform.Client(options => options.HttpHandler = transport);
            await client.Budgets.GetBudgetAsync(Get);
            transport.Count.ShouldBe(seen);
        }
    }

    [Fact]
    public async Task Swapped_ports_are_told_as_such()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var noGrpc = platform.Client(options => options.Address = platform.HttpAddress);
        var failure = await Should.ThrowAsync<OpsPlatformException>(noGrpc.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.Message.ShouldStartWith($"The platform cannot be reached at {platform.HttpAddress}: ");
        failure.Message.ShouldContain("HTTP/2");

        await using var noTokens = platform.Client(options => options.TokenEndpoint = $"{platform.Address}/connect/token");
        failure = await Should.ThrowAsync<OpsPlatformException>(noTokens.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.Message.ShouldStartWith($"No access token: {platform.Address}/connect/token ");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=scripted", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) { CertificateExtensions = { names.Build() } };
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int _count;

        public int Count => _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
