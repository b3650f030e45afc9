using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>Mutual TLS as docs/guides/tls.md shows it, by real handshakes.</summary>
public sealed class ClientCertificates(PostgresCluster cluster)
{
    [Fact]
    public async Task Only_a_certificate_of_the_named_authority_gets_as_far_as_the_token()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        using var ours = new Authority("ours");
        using var others = new Authority("others");
        using var folder = new TemporaryFolder();
        var certificate = folder.Write("server.pem", ours.Issue("127.0.0.1", Authority.ServerUse), withKey: true);
        var authorities = folder.Write("clients-ca.pem", ours.Certificate, withKey: false);
        var (grpc, http) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await using var server = ServerProcess.Start(
            database.ConnectionString,
            $"--Kestrel:Endpoints:Grpc:Url=https://127.0.0.1:{grpc}",
            $"--Kestrel:Endpoints:Http:Url=https://127.0.0.1:{http}",
            $"--Kestrel:Certificates:Default:Path={certificate}",
            $"--Kestrel:Certificates:Default:KeyPath={certificate}",
            $"--Tls:ClientAuthorities={authorities}");

        (await CallAsync(ours.Issue("partner", Authority.ClientUse), waitForReady: true)).ShouldBe(StatusCode.Unauthenticated, "the handshake is done, the token is missing");
        (await CallAsync(null)).ShouldBeOneOf([StatusCode.Unavailable, StatusCode.Internal], "no certificate");
        (await CallAsync(others.Issue("partner", Authority.ClientUse))).ShouldBeOneOf([StatusCode.Unavailable, StatusCode.Internal], "another authority");
        (await CallAsync(ours.Issue("partner", Authority.ServerUse))).ShouldBeOneOf([StatusCode.Unavailable, StatusCode.Internal], "a certificate for servers");
        (await CallAsync(ours.Issue("partner", Authority.ClientUse, days: -1))).ShouldBeOneOf([StatusCode.Unavailable, StatusCode.Internal], "an expired one");
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(null));
        (await GetAsync(ours.Issue("partner", Authority.ClientUse))).ShouldBe("max-age=31536000");

        async Task<StatusCode> CallAsync(X509Certificate2? shown, bool waitForReady = false)
        {
            using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{grpc}", new GrpcChannelOptions { HttpHandler = Showing(shown, ours), DisposeHttpClient = true });
            var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(60)).WithWaitForReady(waitForReady);
            var call = async () => await new BudgetService.BudgetServiceClient(channel).GetBudgetAsync(new() { Name = "workspaces/acme/budgets/q4-2026" }, options);
            return (await call.ShouldThrowAsync<RpcException>()).StatusCode;
        }

        async Task<string> GetAsync(X509Certificate2? shown)
        {
            using var browser = new HttpClient(Showing(shown, ours));
            using var answer = await browser.GetAsync(new Uri($"https://127.0.0.1:{http}/.well-known/openid-configuration"));
            return answer.Headers.GetValues("Strict-Transport-Security").Single();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate")]
    public async Task A_file_without_authorities_is_told_of_at_the_start(string? content)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "clients-ca.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);
        await using var server = ServerProcess.Start("Host=127.0.0.1", $"--Tls:ClientAuthorities={file}");

        var (status, _, errors) = await server.EndAsync();

        status.ShouldBe(1);
        errors.ShouldContain($"Tls:ClientAuthorities is {file}");
        errors.ShouldContain("Give a file with the certificates of the authorities in PEM.");
    }

    /// <summary>A client that trusts the authority and shows the certificate.</summary>
    private static SocketsHttpHandler Showing(X509Certificate2? shown, Authority trusted) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = shown is null ? [] : [shown],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => shown!,
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted.Certificate }, RevocationMode = X509RevocationMode.NoCheck },
        },
    };

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ops-tls-").FullName;

        public string Write(string name, X509Certificate2 certificate, bool withKey)
        {
            var file = System.IO.Path.Combine(Path, name);
            using var key = withKey ? certificate.GetECDsaPrivateKey() : null;
            File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key?.ExportPkcs8PrivateKeyPem()}");
            return file;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
